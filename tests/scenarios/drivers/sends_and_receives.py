"""A driver with both paths: a pause waits for sends, returns and running indications."""

from miniport.model import *

from ...rules.base_polling import Flow
from ...rules.base_receive import Receiving


class SendsAndReceives(Receiving):
    """A poll completes a send or indicates a receive."""

    send: NET_BUFFER_LIST = None

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            accepted = self.flow == Flow.RUNNING and self.send is None
            if accepted:
                self.busy += 1
                self.send = NetBufferList
        if not accepted:
            NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_FAILURE)

    def OnPoll(self):
        with self.lock:
            nbl = self.send
            self.send = None
        if nbl is not None:
            NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_SUCCESS)
            self.ended()
        else:
            super().OnPoll()
