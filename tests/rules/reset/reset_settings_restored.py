"""The packet filter is not restored, and NDIS is not asked to."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.settings-restored"
SCOPE = "reset"
LENGTH = 22


class Forgets(Resetting):
    """AddressingReset stays FALSE."""

    def MiniportResetEx(self, AddressingReset):
        HwReset()
        found = True
        while found:
            nbl = self.take()
            found = nbl is not None
            if found:
                self.complete(nbl, NDIS_STATUS_REQUEST_ABORTED)
        with self.lock:
            self.resetting = self.busy > 0
            pends = self.resetting
        return NDIS_STATUS_PENDING if pends else NDIS_STATUS_SUCCESS
