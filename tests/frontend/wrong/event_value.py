"""The value of an event."""

from miniport.model import *


@event
def started():
    """The driver has started."""


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        self.ready = started()
        return NDIS_STATUS_SUCCESS
