"""A driver of NDIS 5.x that wants to be kept in low power, and knows no request about power."""

from miniport.model import *

from ...rules.base5 import Quiet5


class UnawareOfPower(Quiet5):
    """Where the system never suspends nobody asks."""

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_NOT_SUPPORTED
