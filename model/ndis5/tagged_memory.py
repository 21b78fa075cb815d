"""NdisAllocateMemoryWithTag: memory of NDIS 5.x, freed by NdisFreeMemory.

Facts: as NdisAllocateMemoryWithTagPriority, which has taken its place
[ddi: nf-ndis-ndisallocatememorywithtagpriority.md].
"""

from __future__ import annotations

from ..language import atomic
from ..ndis.memory import NdisAllocateMemoryWithTagPriority


@atomic
def NdisAllocateMemoryWithTag(memory):
    """Allocate a block."""
    return NdisAllocateMemoryWithTagPriority(memory)
