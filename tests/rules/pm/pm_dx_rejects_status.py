"""In low power sends just fail."""

from miniport.model import *

from ..base_polling import Flow
from ..base_power_send import Dozing

RULE = "pm.dx-rejects-status"
SCOPE = "power"
LENGTH = 23


class JustFails(Dozing):
    """The status does not say why."""

    def refusal(self):
        if self.low:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS if self.flow == Flow.RUNNING else NDIS_STATUS_PAUSED
