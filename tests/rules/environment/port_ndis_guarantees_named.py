"""Those above send to a port as soon as it is allocated."""

from miniport.model import *

from ..base_port_restart import Opening

REPLACES = "miniport.model.ndis.port_state:port_announced"
RULE = "port.ndis-guarantees"
SCOPE = "port-requests"
LENGTH = 11


def port_announced(number):
    """Whether the port exists."""
    return number == 0 or ports_with(number) > 0


class Driver(Opening):
    """A driver that relies on it."""
