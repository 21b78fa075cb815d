"""A switch that opens the guest's port for receives before NDIS has activated it."""

from miniport.model import *
from miniport.model.drivers.multiport import Multiport


class OpensTooEarly(Multiport):
    """What comes for the guest while the activation runs is indicated at once."""

    def activate(self, port):
        number = port.PortNumber
        with self.lock:
            self.guest_open = number != 0 and number == self.guest_number
        return super().activate(port)
