"""NDIS halts an adapter that has an OID request pended."""

from miniport.model import *
from miniport.model.drivers.sample import Sample

REPLACES = "miniport.model.ndis.outstanding:halt_may_start"
RULE = "halt.entry-idle"
SCOPE = "oids"
LENGTH = 31


def halt_may_start():
    """Does not wait for anything."""
    return True


class Driver(Sample):
    """A driver that relies on it."""
