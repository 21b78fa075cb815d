"""The handler of a request waits until a poll has answered it."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.no-blocking"
SCOPE = "oids"
LENGTH = 15


class Waits(Pending):
    """A synchronous answer, at the price of a thread of NDIS."""

    asked: bool = False
    answered = NdisEvent()

    def MiniportOidRequest(self, OidRequest):
        NdisInitializeEvent(self.answered)
        with self.lock:
            self.asked = True
        NdisWaitEvent(self.answered)
        return NDIS_STATUS_SUCCESS

    def OnPoll(self):
        with self.lock:
            asked = self.asked
            self.asked = False
        if asked:
            NdisSetEvent(self.answered)

    def MiniportCancelOidRequest(self, RequestId):
        pass
