"""The removal of a device is notified while its adapter is being initialized."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.removal:notify_gate"
RULE = "pnp.notify-after-init"
SCOPE = "removal"
LENGTH = 5


def notify_gate():
    """Notifies whatever there is."""
    return adapter.load == DriverLoad.LOADED and adapter.state != AdapterState.SHUTDOWN


class Driver(Quiet):
    """A driver that relies on it."""
