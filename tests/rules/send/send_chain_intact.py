"""A new send takes the free place in the ring while older ones still wait in the queue."""

from miniport.model import *

from ..base_polling import Flow
from ..base_send import Queueing

RULE = "send.chain-intact"
SCOPE = "order"
LENGTH = 34


class Overtakes(Queueing):
    """The ring has one place; the queue is looked at only in the next poll."""

    posted: bool = False

    def MiniportRestart(self):
        HwStart()
        return super().MiniportRestart()

    def MiniportHaltEx(self, HaltAction):
        HwStop()
        super().MiniportHaltEx(HaltAction)

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
                if self.posted:
                    self.queue.append(NetBufferList)
                else:
                    self.posted = True
                    HwTransmit(NetBufferList)
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)

    def OnPoll(self):
        with self.lock:
            nbl = HwTransmitComplete()
            if nbl is not None:
                self.posted = False
            elif self.queue and not self.posted:
                self.posted = True
                HwTransmit(self.queue.popleft())
        if nbl is not None:
            self.complete(nbl, NDIS_STATUS_SUCCESS)
