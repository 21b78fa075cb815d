"""A driver vetoes an idle notification that is forced on it."""

from miniport.model import *

from ..base_idle import Idling

RULE = "ret.status-legal"
SCOPE = "suspend"
LENGTH = 12


class AlwaysBusy(Idling):
    """ForceIdle leaves no choice."""

    def MiniportIdleNotification(self, ForceIdle):
        return NDIS_STATUS_BUSY
