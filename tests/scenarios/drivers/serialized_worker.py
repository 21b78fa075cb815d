"""A serialized driver of NDIS 5.x that answers queries in a worker."""

from miniport.model import *

from ...rules.base5 import Quiet5


class Worker5(Quiet5):
    """The worker looks at what the handlers change."""

    worker = NdisWorkItem("OnWorker")
    sends: Count = 0

    def MiniportInitialize(self):
        NdisMSetAttributes(False, NdisInterfacePci)
        NdisInitializeWorkItem(self.worker)
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        NdisScheduleWorkItem(self.worker)
        return NDIS_STATUS_PENDING

    def MiniportSend(self, Packet):
        self.sends = 1
        return NDIS_STATUS_SUCCESS

    def OnWorker(self):
        if self.sends > 0:
            self.sends = 0
        KeRaiseIrql()
        NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)
        KeLowerIrql()
