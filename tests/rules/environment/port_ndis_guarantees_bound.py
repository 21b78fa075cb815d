"""Protocols bind to an adapter whose default port is not active."""

from miniport.model import *

from ..base_port_late import BindingLate

REPLACES = "miniport.model.ndis.port_state:protocols_bound"
RULE = "port.ndis-guarantees"
SCOPE = "port-requests"
LENGTH = 8


def protocols_bound():
    """Does not wait for the default port."""
    return True


class Driver(BindingLate):
    """A driver that relies on it."""
