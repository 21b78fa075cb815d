"""NDIS pauses an adapter whose restart is still pended."""

from miniport.model import *
from miniport.model.drivers.sample import Sample

REPLACES = "miniport.model.ndis.pnp:pause_gate"
RULE = "state.pnp-exclusive"
SCOPE = "lifecycle"
LENGTH = 34


def pause_gate():
    """Takes a restarting adapter for a running one."""
    return adapter.state in (AdapterState.RUNNING, AdapterState.RESTARTING)


class Driver(Sample):
    """A driver that relies on it."""
