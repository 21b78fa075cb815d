"""MiniportHaltEx does not wait for the shared memory it has asked for."""

from miniport.model import *

from ..base_growing import Growing

RULE = "dma.async-accounted"
SCOPE = "lifecycle"
LENGTH = 22
BECAUSE = "the block comes, and its callback runs, in an adapter that is half gone, or gone"


class DoesNotWait(Growing):
    """Takes it that NDIS forgets the request."""

    def wait(self):
        pass
