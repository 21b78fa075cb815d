"""NDIS restarts an adapter after its removal was notified."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.pnp:restart_gate"
RULE = "pnp.removal-sequence"
SCOPE = "removal"
LENGTH = 11


def restart_gate():
    """Forgets the removal."""
    return adapter.state == AdapterState.PAUSED and not adapter.restart_pended


class Driver(Quiet):
    """A driver that relies on it."""
