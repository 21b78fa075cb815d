"""NDIS halts an adapter while a synchronous request is in its handler."""

from miniport.model import *

from ..base_synchronous import Steering

REPLACES = "miniport.model.ndis.outstanding:halt_may_start"
RULE = "halt.entry-idle"
SCOPE = "sync-oids"
LENGTH = 13


def halt_may_start():
    """Does not wait for anything."""
    return True


class Driver(Steering):
    """A driver that relies on it."""
