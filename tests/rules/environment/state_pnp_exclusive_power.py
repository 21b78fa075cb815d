"""NDIS changes the power of an adapter that is just being restarted, or halted."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.power:power_change_may_start"
RULE = "state.pnp-exclusive"
SCOPE = "power-oids"
LENGTH = 11


def power_change_may_start():
    """Does not look whether anything else is going on."""
    return in_service() and not oid_outstanding()


class Driver(Quiet):
    """A driver that relies on it."""
