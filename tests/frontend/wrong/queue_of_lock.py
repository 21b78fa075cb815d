"""A queue of something that is not a token."""

from miniport.model import *


class Wrong(Miniport):
    queue: Queue[SpinLock]

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
