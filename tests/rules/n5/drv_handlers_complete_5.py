"""A driver of NDIS 5.x cannot be reset."""

from miniport.model import *

RULE = "drv.handlers-complete"
SCOPE = "ndis5-reset"
LENGTH = 3


class NoReset5(Miniport5):
    """Everything but MiniportReset."""

    def MiniportInitialize(self):
        NdisMSetAttributes(False, NdisInterfacePci)
        return NDIS_STATUS_SUCCESS

    def MiniportHalt(self):
        pass

    def MiniportSend(self, Packet):
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_SUCCESS

    def MiniportSetInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_SUCCESS
