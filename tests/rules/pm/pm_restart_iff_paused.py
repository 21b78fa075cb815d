"""NDIS restarts the adapter before it has powered it up."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.pnp:restart_gate"
RULE = "pm.restart-iff-paused"
SCOPE = "power-oids"
LENGTH = 10


def restart_gate():
    """Does not look at the power state."""
    return (
        adapter.state == AdapterState.PAUSED
        and not operation_pended()
        and not changing_power()
        and adapter.fate == Fate.NONE
    )


class Driver(Quiet):
    """A driver that relies on it."""
