"""The configuration handle stays open."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "cfg.closed"
SCOPE = "lifecycle"
LENGTH = 9


class StaysOpen(Claiming):
    """Closes the handle only if the attributes could be set."""

    def describe(self):
        if NdisOpenConfigurationEx(self.registry) != NDIS_STATUS_SUCCESS:
            return False
        NdisReadConfiguration(self.registry)
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return False
        NdisCloseConfiguration(self.registry)
        return NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) == NDIS_STATUS_SUCCESS
