"""NDIS tells nobody of an activated port."""

from miniport.model import *

from ..base_port import Porting

REPLACES = "miniport.model.ndis.port_state:port_announced"
RULE = "port.ndis-guarantees"
SCOPE = "lifecycle"
LENGTH = 9


def port_announced(number):
    """Whether those above have found the port out: the default port only."""
    return number == 0


class Driver(Porting):
    """A driver that relies on it."""
