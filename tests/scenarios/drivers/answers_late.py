"""A request that a poll completes, late enough for a reset."""

from miniport.model import *

from .hangs_on_oid import HangsOnOid


class AnswersLate(HangsOnOid):
    """Poll and reset may both be about to take the request."""

    def OnPoll(self):
        oid = self.take_oid()
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        super().OnPoll()
