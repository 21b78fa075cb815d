"""A driver that shares a field between its reset and its OID requests, without a lock."""

from miniport.model import *

from ...rules.base import Quiet


class TrustsReset(Quiet):
    """While it is reset no request comes, and no reset while one is in the handler."""

    odd: bool = False

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        self.odd = False
        return NDIS_STATUS_SUCCESS

    def MiniportOidRequest(self, OidRequest):
        self.odd = not self.odd
        return NDIS_STATUS_SUCCESS
