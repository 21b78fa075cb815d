"""A driver that refuses sends from a pause to the next restart, but not before the first."""

from miniport.model import *

from ...rules.base_polling import Polling


class TrustsSends(Polling):
    """Nothing tells it that it is paused before it was ever restarted."""

    paused: bool = False

    def MiniportRestart(self):
        with self.lock:
            self.paused = False
        return super().MiniportRestart()

    def MiniportPause(self):
        with self.lock:
            self.paused = True
        return super().MiniportPause()

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            paused = self.paused
            if not paused:
                self.busy += 1
        if paused:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)
        else:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)
            self.ended()
