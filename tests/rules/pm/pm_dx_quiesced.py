"""The timer goes on in low power: its callback would see that nothing is to be done."""

from miniport.model import *

from ..base_power_receive import Napping

RULE = "pm.dx-quiesced"
SCOPE = "power-no-pause"
LENGTH = 15


class KeepsPolling(Napping):
    """SET_POWER does nothing at all."""

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS
