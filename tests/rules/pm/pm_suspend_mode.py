"""NDIS never pauses an adapter before low power, whatever the driver's flags say."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.power:pauses_on_suspend"
RULE = "pm.suspend-mode"
SCOPE = "power-oids"
LENGTH = 10


def pauses_on_suspend():
    """Takes NO_PAUSE_ON_SUSPEND for set."""
    return False


class Driver(Quiet):
    """A driver that relies on it: it does not set the flag."""
