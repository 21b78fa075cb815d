"""The driver asks NDIS for a reset, but cannot be reset."""

from miniport.model import *

from ..base import Quiet

RULE = "drv.handlers-complete"
SCOPE = "lifecycle"
LENGTH = 9


class AsksForReset(Quiet):
    """NdisMResetMiniport without MiniportResetEx."""

    def MiniportRestart(self):
        NdisMResetMiniport()
        return NDIS_STATUS_SUCCESS
