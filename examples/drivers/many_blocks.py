"""As many blocks of shared memory as the ring has entries: any number.

    miniport check examples/drivers/many_blocks.py --tokens Block=3
    miniport prove examples/drivers/many_blocks.py --scope lifecycle
"""

from _quiet import Quiet

from miniport.model import *


class Block(SharedMemory, Token):
    """The memory of an entry."""

    count: Final = 2                       # unless somebody says otherwise


class ManyBlocks(Quiet):
    """A device that gets a block for every entry of its ring."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    dma = ScatterGatherDma()
    blocks: Queue[Block]
    registered: bool = False

    def build(self):
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return False
        self.registered = True
        for block in tokens(Block):
            if NdisMAllocateSharedMemory(block) != NDIS_STATUS_SUCCESS:
                return False
            self.blocks.append(block)
        return True

    def unbuild(self):
        while self.blocks:
            NdisMFreeSharedMemory(self.blocks.popleft())
        if self.registered:
            self.registered = False
            NdisMDeregisterScatterGatherDma(self.dma)

    def MiniportProcessSGList(self, NetBufferList):
        pass
