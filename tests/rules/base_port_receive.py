"""A correct driver that indicates one receive NBL on its port, and waits for it in pause."""

from miniport.model import *

from .base_receive_restart import Greeting


class Greeter(Greeting):
    """The port is deactivated in MiniportHaltEx, when the NBL has been back since the pause."""

    port = Port()

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if NdisMAllocatePort(self.port) == NDIS_STATUS_SUCCESS:
            if self.activate() == NDIS_STATUS_SUCCESS:
                return NDIS_STATUS_SUCCESS
            NdisMFreePort(self.port)
        super().MiniportHaltEx(NDIS_HALT_ACTION.NdisHaltDeviceInitializationFailed)
        return NDIS_STATUS_FAILURE

    def activate(self):
        """Activate the port; the result of the event."""
        return NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port,))

    def deactivate(self):
        """Deactivate the port."""
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (self.port,))

    def MiniportHaltEx(self, HaltAction):
        self.deactivate()
        NdisMFreePort(self.port)
        super().MiniportHaltEx(HaltAction)

    def MiniportRestart(self):
        with self.lock:
            self.away = True
            nbl = self.nbl
        NdisMIndicateReceiveNetBufferLists(nbl, PortNumber=self.port.PortNumber)
        return NDIS_STATUS_SUCCESS
