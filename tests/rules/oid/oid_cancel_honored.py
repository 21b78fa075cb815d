"""A request that waits for an event of the hardware is not completed when it is cancelled."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.cancel-honored"
SCOPE = "oids"
LENGTH = 15


class WaitsOn(Pending):
    """Without the hardware there is no answer, and the cancel handler leaves it at that."""

    def OnPoll(self):
        pass

    def MiniportCancelOidRequest(self, RequestId):
        pass
