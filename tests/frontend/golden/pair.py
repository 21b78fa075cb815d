"""A driver with one pair of methods, of which each undoes what the other does."""

from miniport.model import *


class Pair(Miniport):
    registered: bool = False

    def MiniportInitializeEx(self):
        self.registered = True
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self):
        assert self.registered, "registered since it was initialized"
        self.registered = False


class Worker(Activity):
    def run(self):
        driver.MiniportInitializeEx()
        driver.MiniportHaltEx()
