"""A correct driver with one port, active from MiniportInitializeEx to MiniportHaltEx."""

from miniport.model import *

from .base import Quiet


class Porting(Quiet):
    """Sends and requests are answered whatever port they name."""

    port = Port()

    def MiniportInitializeEx(self):
        if super().MiniportInitializeEx() != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if NdisMAllocatePort(self.port) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        if self.activate() != NDIS_STATUS_SUCCESS:
            NdisMFreePort(self.port)
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS

    def activate(self):
        """Activate the port; the result of the event."""
        return NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port,))

    def deactivate(self):
        """Deactivate the port."""
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (self.port,))

    def MiniportHaltEx(self, HaltAction):
        self.deactivate()
        NdisMFreePort(self.port)
