"""The registration attributes do not say that the adapter is a bus master."""

from miniport.model import *

from ..base_adapter import Claiming

RULE = "dma.registered-first"
SCOPE = "lifecycle"
LENGTH = 11


class NoBusMaster(Claiming):
    """Registers DMA all the same: the call fails, and so does the initialization, always."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = False
