"""The system unloads the driver when the first of its adapters is halted."""

from miniport.model.ndis.adapter import AdapterState, adapter

from ..base_shared import Counting

RULE = "drv.unload-after-halts"
SCOPE = "two-adapters"
LENGTH = 7
REPLACES = "miniport.model.ndis.pnp:unload_gate"


class Keeper(Counting):
    """A correct driver, under an NDIS that is not."""


def unload_gate():
    """It asks only about one."""
    return adapter.state == AdapterState.HALTED
