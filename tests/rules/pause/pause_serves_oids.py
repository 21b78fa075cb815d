"""OID requests are refused while the adapter is paused."""

from miniport.model import *

from ..base import Quiet

RULE = "pause.serves-oids"
SCOPE = "oids"
LENGTH = 11


class Closed(Quiet):
    """Answers only while it runs."""

    running: Relaxed[bool] = False

    def MiniportInitializeEx(self):
        self.running = False
        return super().MiniportInitializeEx()

    def MiniportRestart(self):
        self.running = True
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        self.running = False
        return NDIS_STATUS_SUCCESS

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS if self.running else NDIS_STATUS_PAUSED
