"""An intermediate driver counts what goes down and what comes up in one place, without a lock."""

from miniport.model import *
from miniport.model.drivers.intermediate5 import Intermediate

RULE = "n5.concurrent-send-receive"
SCOPE = "ndis5-layered"
LENGTH = 16


class Counts(Intermediate):
    """One counter for both directions."""

    passing: bool = False

    def MiniportSendPackets(self, Packet):
        self.passing = True
        NdisSend(self.below, Packet)

    def ProtocolReceive(self):
        self.passing = False
