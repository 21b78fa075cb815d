"""Protocols query and set an adapter in low power."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.oid:request_window"
RULE = "state.request-window"
SCOPE = "power-oids"
LENGTH = 10


def request_window():
    """Does not look at the power state."""
    return in_service()


class Driver(Quiet):
    """A driver that relies on it."""
