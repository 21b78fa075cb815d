"""A serialized driver leaves the answer to a query to a worker."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.no-worker-if-serialized"
SCOPE = "ndis5"
LENGTH = 11


class Works(Quiet5):
    """The worker runs beside the handlers."""

    worker = NdisWorkItem("OnWorker")

    def MiniportInitialize(self):
        NdisMSetAttributes(False, NdisInterfacePci)
        NdisInitializeWorkItem(self.worker)
        return NDIS_STATUS_SUCCESS

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        NdisScheduleWorkItem(self.worker)
        return NDIS_STATUS_PENDING

    def OnWorker(self):
        KeRaiseIrql()
        NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)
        KeLowerIrql()
