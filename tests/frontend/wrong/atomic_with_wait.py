"""An atomic block that calls something that blocks."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
    done = NdisEvent()

    def MiniportInitializeEx(self):
        with atomic():
            self.ready = True
            NdisWaitEvent(self.done)
        return NDIS_STATUS_SUCCESS
