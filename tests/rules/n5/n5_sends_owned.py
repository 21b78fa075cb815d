"""A deserialized driver forgets the sends for which the ring has no room."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

RULE = "n5.sends-owned"
SCOPE = "ndis5-send"
LENGTH = 34


class Forgets(Deserialized):
    """Does not look into the queue when the hardware has finished a send."""

    def MiniportHandleInterrupt(self):
        sent = True
        while sent:
            with self.lock:
                packet = HwTransmitComplete()
                sent = packet is not None
                if sent:
                    self.posted -= 1
            if sent:
                NdisMSendComplete(packet, NDIS_STATUS_SUCCESS)
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()
