"""The send path does not know of low power."""

from miniport.model import *

from ..base_polling import Flow
from ..base_power_send import Dozing

RULE = "pm.dx-rejects-sends"
SCOPE = "power-removal"
LENGTH = 26


class LooksAtTheFlowOnly(Dozing):
    """A send that comes while the device loses its power is queued."""

    def refusal(self):
        return NDIS_STATUS_SUCCESS if self.flow == Flow.RUNNING else NDIS_STATUS_PAUSED
