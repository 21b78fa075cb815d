"""NDIS activates the ports of a list that are allocated, and leaves out the others."""

from miniport.model import *

from ..base_port import Porting

REPLACES = "miniport.model.ndis.port_event:ports_exist"
RULE = "port.ndis-guarantees"
SCOPE = "lifecycle"
LENGTH = 8


def ports_exist(ports):
    """Looks at the first only."""
    return ports[0].exists()


class Driver(Porting):
    """A driver that relies on it."""

    spare = Port()

    def activate(self):
        return NdisMNetPnPEvent(
            NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port, self.spare)
        )
