"""NDIS refuses to read the registry before it knows the attributes."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis5.early_calls:refuses_early_call"
RULE = "n5.early-calls-allowed"
SCOPE = "ndis5"
LENGTH = 7


def refuses_early_call():
    """Wants to know the attributes first."""
    return not adapter.registration


class Driver(Serialized):
    """A driver that reads the registry first."""
