"""NDIS resets the adapter without a cause."""

from miniport.model import *

from ..base_reset import Resetting

REPLACES = "miniport.model.ndis.reset:reset_may_start"
RULE = "reset.trigger"
SCOPE = "reset"
LENGTH = 8


def reset_may_start():
    """Whether NDIS calls MiniportResetEx."""
    return reset_possible() and running(Entry.OID) == 0 and not adapter.resetting


class Driver(Resetting):
    """A driver that relies on it."""
