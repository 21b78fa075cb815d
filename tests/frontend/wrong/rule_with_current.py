"""An invariant that asks which thread moves."""

from miniport.model import *


def my_rule():
    """Mine."""
    return current.entry == Entry.NONE


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
