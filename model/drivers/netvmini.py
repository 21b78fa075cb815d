"""Microsoft's NDIS 6 sample miniport *netvmini*, after its C source, statement by statement.

The source is ``network/ndis/netvmini/6x`` of the Windows driver samples, as an NDIS 6.30 miniport
with VMQ and QoS switched off in the registry (the INF file switches both on; receives then go
through the queues of ``vmq.c``, which are not modelled).  It has no hardware: what one adapter
sends is delivered at once, under the read lock of a list, to every other adapter that is attached
to the list; a timer plays the send interrupt, a KDPC the receive interrupt.

One model file per source file: ``_netvmini_context.py`` (adapter.h), ``_netvmini_tcbrcb.py``
(tcbrcb.c), ``_netvmini_datapath.py`` (datapath.c), ``_netvmini_ctrlpath.py`` (ctrlpath.c),
``_netvmini_adapter.py`` (adapter.c), and this one (miniport.c).  Entry points carry the names of
the WDK; a comment ``# file function`` names the C function each method stands for.

Left out; ``docs/drivers/netvmini.md`` says for each whether that could hide or invent violations:
VMQ, QoS and RSSv2; statistics counters, packet filter, multicast list, frame contents and the
look-aside list; more than one NET_BUFFER in a NET_BUFFER_LIST and chains of them; allocation and
mapping failures of single frames; assertions and debug output.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_adapter import NetvminiAdapter


class Netvmini(NetvminiAdapter):
    """The driver: load, unload, and its list of adapters."""

    def DriverEntry(self):
        # miniport.c DriverEntry
        self.GlobalData.attached = False
        self.GlobalData.miniport_registered = False
        self.GlobalData.lock_allocated = False
        self.GlobalData.lookaside_initialized = True
        if NdisMRegisterMiniportDriver() != NDIS_STATUS_SUCCESS:
            self.MiniportDriverUnload()
            return NDIS_STATUS_FAILURE
        self.GlobalData.miniport_registered = True
        # miniport.c InitializeAdapterListLock
        if NdisAllocateRWLock(self.GlobalData.Lock) != NDIS_STATUS_SUCCESS:
            self.MiniportDriverUnload()
            return NDIS_STATUS_FAILURE
        self.GlobalData.lock_allocated = True
        return NDIS_STATUS_SUCCESS

    def MiniportDriverUnload(self):
        # miniport.c DriverUnload
        if self.GlobalData.miniport_registered:
            NdisMDeregisterMiniportDriver()
        if self.GlobalData.lookaside_initialized:
            self.GlobalData.lookaside_initialized = False
        if self.GlobalData.lock_allocated:
            # miniport.c FreeAdapterListLock
            NdisFreeRWLock(self.GlobalData.Lock)

    def MiniportSetOptions(self):
        # miniport.c MPSetOptions
        return NDIS_STATUS_SUCCESS

    def MPAttachAdapter(self):
        # miniport.c MPAttachAdapter
        NdisAcquireRWLockWrite(self.GlobalData.Lock)
        if not self.GlobalData.attached:
            self.GlobalData.attached = True
        NdisReleaseRWLock(self.GlobalData.Lock)

    def MPDetachAdapter(self):
        # miniport.c MPDetachAdapter
        NdisAcquireRWLockWrite(self.GlobalData.Lock)
        if self.GlobalData.attached:
            self.GlobalData.attached = False
        NdisReleaseRWLock(self.GlobalData.Lock)


class PeerAdapter(Thread):
    """Another adapter of the same driver that sends: it delivers frames to this adapter.

    It stands for any number of them (the list's lock is shared by its readers), in the part of
    ``TXTransmitQueuedSends`` that concerns this adapter.  Under the lock it finds this adapter in
    the list, or it passes by without a trace: only the first is of interest.
    """

    kind: Final = "send"                   # what it does is the send of another adapter
    scopes: Final = ("receive", "watchdog", "power-no-pause")

    def run(self):
        while True:
            # mphal.c HWProgramDmaForSend
            with atomic():
                # datapath.c RXDeliverFrameToEveryAdapter
                NdisAcquireRWLockRead(driver.GlobalData.Lock)
                wait_until(driver.GlobalData.attached)
                enter(Entry.OTHER, DISPATCH_LEVEL)
            driver.RXQueueFrameOnAdapter()
            with atomic():
                NdisReleaseRWLock(driver.GlobalData.Lock)
                leave()
