"""NDIS counts port numbers up, whatever has been freed."""

from miniport.model import *

from ..base_port import Porting

REPLACES = "miniport.model.ndis.port:lowest_number"
RULE = "port.ndis-guarantees"
SCOPE = "lifecycle"
LENGTH = 15


@atomic
def lowest_number() -> Range[0, 3]:
    """The number after the highest that was ever given."""
    return 2 if adapter.started else 1


class Driver(Porting):
    """A driver that relies on it."""

    def MiniportRestart(self):
        self.deactivate()
        NdisMFreePort(self.port)
        return NdisMAllocatePort(self.port)
