"""Scatter/gather lists of sends.

Facts: a driver asks for a list once for each NET_BUFFER it hands to its hardware, at
DISPATCH_LEVEL (a send handler may be entered below); SUCCESS or RESOURCES.  After SUCCESS the HAL
builds the list and has MiniportProcessSGList called, once, at DISPATCH_LEVEL, before or long
after the call has returned; the list must not be used before
[ddi: nf-ndis-ndismallocatenetbuffersglist.md] [ddi: nc-ndis-miniport_process_sg_list.md].  The
driver frees each list at DISPATCH_LEVEL when the hardware has done with it
[ddi: nf-ndis-ndismfreenetbuffersglist.md].

The lists of an NBL are counted, not told apart.  The callback always comes on a thread of the
HAL: one that interrupts the call itself is an interleaving of these, because the call holds no
lock (``may_call_back``).
"""

from __future__ import annotations

from ..language import Final, atomic, choose, driver, event, tokens, wait_until
from .adapter import AdapterState, adapter
from .common_buffer import memory_withdrawn
from .ddi import called, fails, may_call_back
from .device import in_hardware
from .dma import ScatterGatherDma, needs_dma
from .nbl import NET_BUFFER_LIST, lists_checked, owned_by_driver, send_nbl_used
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS
from .thread import Entry, Thread, enter, leave


@event
def sg_list_delivered(nbl):
    """MiniportProcessSGList is about to be called with a list of this NBL."""


@atomic
def NdisMAllocateNetBufferSGList(nbl):
    """Ask for the list of one more NET_BUFFER of the NBL."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    may_call_back()
    needs_dma()
    send_nbl_used(nbl, owned_by_driver(nbl))
    if fails():
        return NDIS_STATUS_RESOURCES
    nbl.building = min(nbl.building + 1, 3)
    return NDIS_STATUS_SUCCESS


@atomic
def NdisMFreeNetBufferSGList(nbl):
    """Free the list of one NET_BUFFER of the NBL."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL)
    lists_checked(nbl.mapped > 0 and not in_hardware(nbl))
    memory_withdrawn(in_hardware(nbl))
    if nbl.mapped > 0:
        nbl.mapped -= 1


class ScatterGatherBuilder(Thread):
    """The HAL: builds the lists that were asked for, in any order, each in its own time."""

    kind: Final = "sg_list"
    for_each: Final = ScatterGatherDma
    object: Final

    def run(self):
        while hasattr(driver, "MiniportProcessSGList"):
            with atomic():
                wait_until(adapter.state != AdapterState.SHUTDOWN)
                nbl = choose(n for n in tokens(NET_BUFFER_LIST) if n.building > 0)
                sg_list_delivered(nbl)
                nbl.building -= 1
                nbl.mapped = min(nbl.mapped + 1, 3)
                enter(Entry.SG_LIST, DISPATCH_LEVEL)
            driver.MiniportProcessSGList(nbl)
            leave()
