"""NDIS halts a running adapter."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.pnp:halt_gate"
RULE = "state.legal-transition"
SCOPE = "lifecycle"
LENGTH = 10


def halt_gate():
    """Does not insist on a pause."""
    return adapter.state in (AdapterState.PAUSED, AdapterState.RUNNING) and halt_may_start()


class Driver(Quiet):
    """A driver that relies on it."""
