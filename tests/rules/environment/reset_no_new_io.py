"""NDIS goes on to hand sends to the driver during a reset."""

from miniport.model import *

from ..base_reset import Resetting

REPLACES = "miniport.model.ndis.send:send_may_start"
RULE = "reset.no-new-io"
SCOPE = "reset"
LENGTH = 20


def send_may_start():
    """Whether NDIS hands sends to the driver."""
    return adapter.state == AdapterState.RUNNING or adapter.state == AdapterState.PAUSING


class Driver(Resetting):
    """A driver that relies on it."""
