"""The general attributes are set before the registration attributes."""

from miniport.model import *

from ..base import Quiet

RULE = "init.attributes-ordered"
SCOPE = "lifecycle"
LENGTH = 5


class GeneralFirst(Quiet):
    """Sets both kinds of attributes, in the wrong order."""

    def MiniportInitializeEx(self):
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        return NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION)
