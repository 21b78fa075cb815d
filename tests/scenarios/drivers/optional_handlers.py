"""A driver with optional handlers, and something of its own to set up after its registration."""

from eager_interrupt import EagerInterrupt

from miniport.model import *


class OptionalHandlers(EagerInterrupt):
    """Everything in DriverEntry can fail."""

    control = DeviceObject()

    def DriverEntry(self):
        status = NdisMRegisterMiniportDriver()
        if status != NDIS_STATUS_SUCCESS:
            return status
        status = NdisRegisterDeviceEx(self.control)
        if status != NDIS_STATUS_SUCCESS:
            NdisMDeregisterMiniportDriver()
        return status

    def MiniportSetOptions(self):
        return NdisSetOptionalHandlers()

    def MiniportDriverUnload(self):
        NdisDeregisterDeviceEx(self.control)
        NdisMDeregisterMiniportDriver()
