"""A correct driver that queues sends and completes them when it polls."""

from miniport.model import *

from .base_polling import Flow, Polling


class Queueing(Polling):
    """Accepted sends are counted until they have been completed; once a rejected one is back the
    adapter may be halted, so that nothing is touched any more."""

    queue: Queue[NET_BUFFER_LIST]

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING
            if accepted:
                self.busy += 1
                self.queue.append(NetBufferList)
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_PAUSED)

    def complete(self, nbl, status):
        """Give a send back that is in no queue any more."""
        NdisMSendNetBufferListsComplete(nbl, status)
        self.ended()

    def take(self) -> NET_BUFFER_LIST:
        """The next send of the queue, or None."""
        nbl: NET_BUFFER_LIST = None
        with self.lock:
            if self.queue:
                nbl = self.queue.popleft()
        return nbl

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            self.complete(nbl, NDIS_STATUS_SUCCESS)

    def MiniportCancelSend(self, CancelId):
        found = True
        while found:
            with self.lock:
                nbl = self.take_cancelled(CancelId)
                found = nbl is not None
            if found:
                self.complete(nbl, NDIS_STATUS_SEND_ABORTED)

    def take_cancelled(self, CancelId) -> NET_BUFFER_LIST:
        """A send of the queue with the identifier, taken from it, or None.  (Lock held.)"""
        for nbl in self.queue:
            if nbl.CancelId == CancelId:
                self.queue.remove(nbl)
                return nbl
        return None
