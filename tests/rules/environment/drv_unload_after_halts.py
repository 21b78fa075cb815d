"""The system unloads a driver whose adapter is paused."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.pnp:unload_gate"
RULE = "drv.unload-after-halts"
SCOPE = "lifecycle"
LENGTH = 8


def unload_gate():
    """Takes a paused adapter for a halted one."""
    return adapter.state in (AdapterState.HALTED, AdapterState.PAUSED)


class Driver(Quiet):
    """A driver that relies on it."""
