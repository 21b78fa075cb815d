"""NDIS holds a send back that a deserialized driver should get."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

REPLACES = "miniport.model.ndis5.packet_sender:holds_sends"
RULE = "n5.serialized-exclusion"
SCOPE = "ndis5-send"
LENGTH = 27


def holds_sends():
    """Treats every driver as serialized."""
    return True


class Driver(Deserialized):
    """A driver that does not."""
