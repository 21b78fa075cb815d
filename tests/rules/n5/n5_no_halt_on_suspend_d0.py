"""The NIC wakes up, and nobody tells it what to receive."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

RULE = "n5.no-halt-on-suspend"
SCOPE = "ndis5-suspend"
LENGTH = 51


class Forgets(Deserialized):
    """Programs the packet filter when it is initialized, and then never again."""

    def MiniportInitialize(self):
        status = super().MiniportInitialize()
        if status == NDIS_STATUS_SUCCESS:
            HwSetPacketFilter(True)
        return status

    def start_device(self):
        with self.lock:
            self.running = True
            HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()
