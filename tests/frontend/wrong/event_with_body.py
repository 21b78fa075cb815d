"""An event with a body."""

from miniport.model import *


@event
def started():
    driver.ready = True


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        started()
        return NDIS_STATUS_SUCCESS
