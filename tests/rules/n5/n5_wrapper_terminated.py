"""A driver that cannot register keeps the wrapper handle."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.wrapper-terminated"
SCOPE = "ndis5"
LENGTH = 4


class Keeps(Quiet5):
    """Returns what registering returned."""

    def DriverEntry(self):
        if not NdisMInitializeWrapper():
            return NDIS_STATUS_FAILURE
        return NdisMRegisterMiniport()
