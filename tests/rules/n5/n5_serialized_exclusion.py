"""NDIS calls a serialized driver while another of its handlers is running."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis.serialization:turn_free"
RULE = "n5.serialized-exclusion"
SCOPE = "ndis5-send"
LENGTH = 40


def turn_free():
    """Does not look who has the turn."""
    return True


class Driver(Serialized):
    """A driver that relies on it."""
