"""A driver of NDIS 5.x that wants to stay in low power, but supports no power OID."""

from miniport.model import *

from ...rules.base5 import Quiet5


class NotPowerAware(Quiet5):
    """Sets NO_HALT_ON_SUSPEND."""

    def MiniportInitialize(self):
        NdisMSetAttributesEx(0, (NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND,), NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_NOT_SUPPORTED
