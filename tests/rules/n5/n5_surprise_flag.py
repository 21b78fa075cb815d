"""NDIS does not tell a driver of the removal that has said it can take it."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis5.surprise:notifies_removal"
RULE = "n5.surprise-flag"
SCOPE = "ndis5-removal"
LENGTH = 24


def notifies_removal():
    """Tells nobody."""
    return False


class Driver(Serialized):
    """A driver that waits to be told."""
