"""The handler of a request tells those above of an event."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.no-netpnpevent"
SCOPE = "oids"
LENGTH = 13


class TellsInside(Pending):
    """Those above finish their requests first, this one included."""

    def MiniportOidRequest(self, OidRequest):
        return NdisMNetPnPEvent()
