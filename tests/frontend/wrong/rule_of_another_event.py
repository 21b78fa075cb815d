"""A rule with a parameter its event does not have."""

from miniport.model import *


def my_rule(oid):
    """Mine."""
    return oid is None


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
