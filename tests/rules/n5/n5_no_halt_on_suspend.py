"""A driver that wants to stay in low power does not know what NDIS asks it about that."""

from miniport.model import *
from miniport.model.drivers.deserialized5 import Deserialized

RULE = "n5.no-halt-on-suspend"
SCOPE = "ndis5-suspend"
LENGTH = 26


class Unaware(Deserialized):
    """Supports no power OID."""

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        return NDIS_STATUS_NOT_SUPPORTED
