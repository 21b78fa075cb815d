"""MiniportSetOptions fails and keeps what it has allocated."""

from miniport.model import *

from ..base_options import Optional

RULE = "drv.entry-fail-undone"
SCOPE = "lifecycle"
LENGTH = 5


class NotUndone(Optional):
    """NdisSetOptionalHandlers is the last call, and may fail."""

    def MiniportSetOptions(self):
        if NdisAllocateMemoryWithTagPriority(self.globals.table) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        return NdisSetOptionalHandlers()
