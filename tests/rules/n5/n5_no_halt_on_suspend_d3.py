"""The NIC goes to sleep with its engines on."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

RULE = "n5.no-halt-on-suspend"
SCOPE = "ndis5-suspend"
LENGTH = 34


class KeepsRunning(Deserialized):
    """Ignores the state it is asked for."""

    def MiniportSetInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_SUCCESS
