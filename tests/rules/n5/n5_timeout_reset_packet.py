"""NDIS lets a send of a deserialized driver time out."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

REPLACES = "miniport.model.ndis5.hang_timer:times_packets_out"
RULE = "n5.timeout-reset"
SCOPE = "ndis5-reset"
LENGTH = 29


def times_packets_out():
    """Watches the sends of every driver."""
    return True


class Driver(Deserialized):
    """A driver that watches its sends itself."""
