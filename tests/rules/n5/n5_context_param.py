"""NDIS passes its own handle where the driver expects the adapter context."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis.serialization:context_to_pass"
RULE = "n5.context-param"
SCOPE = "ndis5"
LENGTH = 24


def context_to_pass():
    """Not what the driver has named."""
    return AdapterContext.NONE


class Driver(Serialized):
    """A driver that relies on it."""
