"""NDIS asks every two seconds a driver that wants to be asked every four."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis5.hang_timer:call_due"
RULE = "n5.timeout-reset"
SCOPE = "ndis5-reset"
LENGTH = 24


def call_due():
    """At every tick."""
    return True


class Driver(Serialized):
    """A driver with slow hardware."""
