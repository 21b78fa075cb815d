"""NDIS trusts the flag of a driver that does not answer OID_PNP_CAPABILITIES."""

from miniport.model import *
from miniport.model.drivers.serialized5 import Serialized

REPLACES = "miniport.model.ndis5.pnp_thread:stays_in_suspend"
RULE = "n5.suspend-mode"
SCOPE = "ndis5-suspend"
LENGTH = 25


def stays_in_suspend():
    """Halts nobody."""
    return True


class Driver(Serialized):
    """A driver that has to be halted."""
