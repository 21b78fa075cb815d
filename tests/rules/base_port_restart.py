"""A correct driver whose port is active while the adapter runs."""

from miniport.model import *

from .base import Quiet


class Opening(Quiet):
    """The paths from above know the port by its number, from before its activation on."""

    context = Memory()
    lock = SpinLock()
    port = Port()

    number: Range[0, 3] = 0

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if super().MiniportInitializeEx() == NDIS_STATUS_SUCCESS:
            if NdisMAllocatePort(self.port) == NDIS_STATUS_SUCCESS:
                return NDIS_STATUS_SUCCESS
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def MiniportHaltEx(self, HaltAction):
        NdisMFreePort(self.port)
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def learn(self, number):
        """Know the port by this number; 0: by none."""
        with self.lock:
            self.number = number

    def MiniportRestart(self):
        self.learn(self.port.PortNumber)
        status = NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port,))
        if status != NDIS_STATUS_SUCCESS:
            self.learn(0)
        return status

    def MiniportPause(self):
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (self.port,))
        self.learn(0)
        return NDIS_STATUS_SUCCESS

    def MiniportOidRequest(self, OidRequest):
        number = OidRequest.PortNumber
        with self.lock:
            known = number == 0 or number == self.number
        return NDIS_STATUS_SUCCESS if known else NDIS_STATUS_INVALID_PORT
