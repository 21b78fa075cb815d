"""DMA and shared memory: what comes first, what is freed when, what the device may still use."""

from __future__ import annotations

from ..model.language import RB, SC, SI, D, implies, instances, rule, tokens
from ..model.ndis.common_buffer import SharedMemory, memory_withdrawn
from ..model.ndis.device import send_posted
from ..model.ndis.dma import dma_deregistering, dma_prepared
from ..model.ndis.nbl import NET_BUFFER_LIST, lists_checked
from ..model.ndis.shared_memory import requests_checked, shared_memory_checked


@rule(
    "dma.registered-first", kind=SC, side=D, at=dma_prepared,
    source="[ddi: nf-ndis-ndismregisterscattergatherdma.md]"
    " [ddi: nf-ndis-ndismallocatesharedmemory.md]",
    seed=("003-24",),
    notes="A DMA channel, which would do for shared memory, is not in the model.",
    why="NDIS refuses scatter/gather DMA to an adapter that was not declared a bus master; without"
    " the DMA adapter object there is nothing to allocate common buffers or lists from.",
    fix="Declare NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER, call NdisMRegisterScatterGatherDma in"
    " MiniportInitializeEx before any allocation that depends on it, and look at its result.",
)
def registered_first(ready):
    """BUS_MASTER is in the registration attributes before NdisMRegisterScatterGatherDma, and a DMA
    handle exists before any shared memory or SG list is asked for."""
    return ready


@rule(
    "dma.shm-freed-exact", kind=RB, side=D, at=shared_memory_checked,
    source="[ddi: nf-ndis-ndismfreesharedmemory.md]"
    " [dbg: bug-check-0x7c--bugcode-ndis-driver.md]",
    seed=("002-19",),
    notes="A block is told from its part by the length given to the call.",
    why="A block freed twice, or only in part, corrupts what NDIS and the HAL know of common"
    " buffers (bug check 0x7C/03); one that is kept is lost until the next boot.",
    fix="Keep address, length and cache type of every block as they were allocated, free it with"
    " just these, once, at the latest in MiniportHaltEx; never in MiniportShutdownEx.",
    microsoft=("SDV NdisMFreeSharedMemory", "0x7C/03"),
)
def shm_freed_exact(exact):
    """Every block of shared memory is freed once, as a whole, before MiniportHaltEx or a failing
    MiniportInitializeEx returns, and never in MiniportShutdownEx."""
    return exact


@rule(
    "dma.async-accounted", kind=SI, side=D, at=requests_checked,
    source="[ddi: nc-ndis-miniport_allocate_shared_mem_complete.md]"
    " [ddi: nf-ndis-ndismallocatesharedmemoryasyncex.md]",
    seed=("002-19",),
    notes="The pages do not say whether NDIS waits (A34): a request that is open when"
    " MiniportHaltEx returns is an error, whatever NDIS would do. That memory delivered late is"
    " freed is dma.shm-freed-exact.",
    why="MiniportSharedMemoryAllocateComplete is called with an adapter context that is freed, or"
    " in a driver that is unloaded, and the memory it brings is nobody's.",
    fix="Count the requests that are open under a lock, refuse new ones once MiniportHaltEx has"
    " begun, and wait there for an event that the last completion sets; free what comes late.",
)
def async_accounted(answered):
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns, every asynchronous request
    for shared memory has been answered."""
    return answered


@rule(
    "dma.sgl-after-callback", kind=SC, side=D, at=send_posted,
    source="[ddi: nf-ndis-ndismallocatenetbuffersglist.md]"
    " [ddi: nc-ndis-miniport_process_sg_list.md]",
    notes="A list is used when the send is handed to the hardware; a send without lists is one the"
    " driver copies.",
    why="Until MiniportProcessSGList is called the list is not there, perhaps not even in the"
    " buffer the driver supplied: the device would read memory from wherever it happens to point.",
    fix="Hand a send to the hardware from MiniportProcessSGList, when the last of its lists has"
    " been delivered, not after NdisMAllocateNetBufferSGList has returned SUCCESS.",
)
def sgl_after_callback(nbl):
    """An SG list is used only after MiniportProcessSGList has delivered it."""
    return implies(nbl.building + nbl.mapped > 0, nbl.building == 0)


@rule(
    "dma.sgl-freed-before-complete", kind=RB, side=D, at=lists_checked,
    source="[ddi: nf-ndis-ndismfreenetbuffersglist.md]",
    notes="Inferred from the page cited and from the ownership of a send.",
    why="Map registers of a list that is not freed are lost for all devices; a list that is being"
    " built for a send that was completed is delivered for an NBL that is somebody else's.",
    fix="Count the lists of an NBL; free each one when the hardware has finished, then complete"
    " the NBL. A send that is cancelled, drained or failed while a list is built waits for it.",
    microsoft=("0xE6",),
)
def sgl_freed_before_complete(right):
    """Each SG list is freed once, after the hardware has done with it and before its NBL is
    completed; an NBL whose list is being built is not completed."""
    return right


@rule(
    "dma.deregister-last", kind=SC, side=D, at=dma_deregistering,
    source="[ddi: nf-ndis-ndismderegisterscattergatherdma.md] [ddi: nc-ndis-miniport_halt.md]",
    seed=("002-04",),
    notes="Inferred from the pages cited.",
    why="Lists, blocks and open requests belong to the DMA adapter object that is given back:"
    " their release, or their completion, then works on freed memory.",
    fix="In MiniportHaltEx wait for open requests and free every block first; deregister after.",
    microsoft=("0xE6",),
)
def deregister_last():
    """NdisMDeregisterScatterGatherDma comes when no SG list, no shared memory and no asynchronous
    request for it is left."""
    return not any(m.held() or m.requested for m in instances(SharedMemory)) and not any(
        n.building + n.mapped > 0 for n in tokens(NET_BUFFER_LIST)
    )


@rule(
    "dma.no-free-under-device", kind=SI, side=D, at=memory_withdrawn,
    source="[ddi: nf-ndis-ndismfreenetbuffersglist.md] [net: freeing-a-vm-queue.md]",
    seed=("002-07",),
    notes="Inferred from the pages cited. The device can access a block it was given, and a send"
    " it was handed, while its engines run; a block is in use above while an NBL that describes it"
    " is. Sends without SG lists are send.no-touch-after-complete.",
    why="The device goes on writing into memory that belongs to somebody else by now, or fetches"
    " descriptors from it: corruption far away from its cause.",
    fix="Stop the engines, or take the block back from the device, and wait for the NBLs that"
    " describe it; only then free it.",
)
def no_free_under_device(in_use):
    """Memory that the device can still access, or that an NBL above describes, is neither freed
    nor given back."""
    return not in_use
