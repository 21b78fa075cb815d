"""The smallest correct driver of NDIS 5.x: serialized, without hardware."""

from miniport.model import *


class Quiet5(Miniport5):
    """Nothing but the handlers every driver must have."""

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

    def MiniportReset(self, AddressingReset):
        return NDIS_STATUS_SUCCESS
