"""A correct driver that answers synchronous OID requests, also while it is reset."""

from miniport.model import *

from .base_polling import Polling


class Steering(Polling):
    """One entry of the indirection table is kept beside the hardware, which a reset clears."""

    entry: Range[0, 1] = 0

    def MiniportSynchronousOidRequest(self, OidRequest):
        with self.lock:
            self.entry = OidRequest.IndirectionTableEntry
        return NDIS_STATUS_SUCCESS

    def MiniportCheckForHangEx(self):
        return maybe()

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            self.entry = 0
        return NDIS_STATUS_SUCCESS
