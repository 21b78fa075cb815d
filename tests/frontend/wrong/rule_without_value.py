"""A rule that is not a truth value."""

from miniport.model import *


def my_rule():
    """Mine."""
    return driver.sends


class Wrong(Miniport):
    sends: Count = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
