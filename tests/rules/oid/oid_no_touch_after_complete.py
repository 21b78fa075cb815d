"""OnPoll looks at the request it has just completed."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.no-touch-after-complete"
SCOPE = "oids"
LENGTH = 18


class LooksBack(Pending):
    """The packet filter is written when the originator may have its structure again."""

    def OnPoll(self):
        with self.lock:
            oid = self.oid
            self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
            if oid.Oid == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
                HwSetPacketFilter()
