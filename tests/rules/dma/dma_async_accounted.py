"""MiniportHaltEx does not wait for the shared memory it has asked for."""

from miniport.model import *

from ..base_growing import Growing

RULE = "dma.async-accounted"
SCOPE = "lifecycle"
LENGTH = 22


class DoesNotWait(Growing):
    """Takes it that NDIS forgets the request."""

    def wait(self):
        pass
