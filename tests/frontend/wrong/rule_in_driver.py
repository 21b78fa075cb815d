"""A rule in a driver."""

from miniport.model import *


@rule("my.rule", kind=SC, side=D, at=always, source="")
def my_rule():
    """Mine."""
    return True


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
