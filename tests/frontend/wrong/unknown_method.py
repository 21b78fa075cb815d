"""A method that the class does not have."""

from miniport.model import *


class Wrong(Miniport):
    def begin(self):
        pass

    def MiniportInitializeEx(self):
        self.start()
        return NDIS_STATUS_SUCCESS
