"""NDIS lists all ports, not just the active ones."""

from miniport.model import *

from ..base_port_restart import Opening

REPLACES = "miniport.model.ndis.port_state:port_listed"
RULE = "port.ndis-guarantees"
SCOPE = "ports"
LENGTH = 11


def port_listed(number):
    """Whether the port exists."""
    return number == 0 or ports_with(number) > 0


class Driver(Opening):
    """A driver that relies on it."""
