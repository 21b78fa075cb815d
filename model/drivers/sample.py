"""The reference driver: a correct PCI NIC.  Copy from it.

It has a line interrupt with its DPC, a receive pool, a send queue before a hardware ring, a
self-re-arming watchdog timer and one work item that does what needs PASSIVE_LEVEL: completing
a restart, answering pended OID requests, and what ``_sample_power.py`` does about power.

One thing it leaves out: it takes its link for up while the device works.  ``busmaster`` and
``msix`` tell of a cable that is pulled (``_link_watch.py``; docs/decisions/014-link-of-sample.md).

Three decisions carry the design:

* ``lock`` protects every field but ``enabled``, which is shared with the interrupt handler and
  therefore belongs to ``with self.interrupt:``.  No lock is held over a call that calls back.
* ``sends``, ``receives`` and ``oids`` count what has not come to its end.  Whoever ends the
  last one completes what waits for it: a pause, or a reset.
* Stopping is always flag first (under the lock), then cancel, then wait.
"""

from __future__ import annotations

from miniport.model import *
from miniport.model.drivers._sample_power import SamplePower

RING = 1


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
    RESTARTING = auto()
    RUNNING = auto()
    PAUSING = auto()


class Reset(Enum):
    """How far a reset is: flushing inside MiniportResetEx, or pended until all has come back."""

    NONE = auto()
    FLUSHING = auto()
    PENDED = auto()


class Step(IntEnum):
    """What MiniportInitializeEx has acquired, in order; MiniportHaltEx releases it backwards."""

    MEMORY = auto()
    POOL = auto()
    LOCK = auto()
    TIMER = auto()
    WORK_ITEM = auto()
    PORTS = auto()
    DMA = auto()
    RINGS = auto()
    INTERRUPT = auto()
    READY = auto()


class Shared(DriverData):
    """What all adapters of the driver share: set up by DriverEntry, gone with the driver."""

    lock = SpinLock()
    adapters: Count = 0


class Sample(SamplePower):
    """A NIC with one receive pool, a watchdog timer, a work item and a line interrupt."""

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    shared = Shared()
    context = Memory()
    registry = Configuration()
    pool = NetBufferListPool()
    lock = SpinLock()
    watchdog = TimerObject("OnWatchdog", essential=False)
    work_item = IoWorkItem("OnWorkItem")
    work_done = NdisEvent()
    ports = IoPortRange()
    dma = ScatterGatherDma()
    rings = SharedMemory()
    interrupt = Interrupt()

    enabled: bool = False                  # may the device interrupt? (interrupt lock)

    flow: Flow = Flow.PAUSED
    resetting: Reset = Reset.NONE
    removed: bool = False
    stopping: bool = False                 # MiniportHaltEx has begun
    hung: bool = False                     # the watchdog found a send overdue
    filter: bool = False                   # the packet filter is not zero
    sends: Count = 0                       # accepted, not completed
    receives: Count = 0                    # with NDIS, and running indications
    oids: Count = 0                        # pended, not completed
    queue: Queue[NET_BUFFER_LIST]          # sends waiting for room in the ring
    posted: Range[0, RING] = 0             # sends in the ring
    free: Queue[RECEIVE_NET_BUFFER_LIST]   # the receive pool
    oid: NDIS_OID_REQUEST = None           # waits for the work item
    direct: NDIS_DIRECT_OID_REQUEST = None
    working: bool = False                  # the work item is queued or running

    # Load and unload.

    def DriverEntry(self):
        # First: MiniportInitializeEx may be called as soon as the driver is registered.
        NdisAllocateSpinLock(self.shared.lock)
        status = NdisMRegisterMiniportDriver()
        if status != NDIS_STATUS_SUCCESS:
            NdisFreeSpinLock(self.shared.lock)
        return status

    def MiniportDriverUnload(self):
        NdisFreeSpinLock(self.shared.lock)     # every adapter has been halted
        NdisMDeregisterMiniportDriver()

    # Initialize and halt.

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        step = self.build()
        if step == Step.READY:
            return NDIS_STATUS_SUCCESS
        self.unbuild(step)
        return NDIS_STATUS_FAILURE

    def build(self):
        """Acquire everything; how far it came."""
        if not self.read_configuration():
            return Step.MEMORY
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            return Step.MEMORY
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.pool)
            if nbl is None:
                return Step.POOL
            self.free.append(nbl)
        NdisAllocateSpinLock(self.lock)
        # From here on NDIS knows the context: check-for-hang may come, and needs the lock.
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisAllocateTimerObject(self.watchdog) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisAllocateIoWorkItem(self.work_item) != NDIS_STATUS_SUCCESS:
            return Step.TIMER
        NdisInitializeEvent(self.work_done)
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return Step.WORK_ITEM
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return Step.PORTS
        if NdisMAllocateSharedMemory(self.rings) != NDIS_STATUS_SUCCESS:
            return Step.DMA
        # The interrupt comes last: its handlers may be called before the call returns.
        if NdisMRegisterInterruptEx(self.interrupt) != NDIS_STATUS_SUCCESS:
            return Step.RINGS
        if not HwPresent():
            return Step.INTERRUPT
        # The driver controls its default port: nobody binds to it before this.
        if NdisMNetPnPEvent() != NDIS_STATUS_SUCCESS:
            return Step.INTERRUPT
        with self.shared.lock:
            self.shared.adapters += 1
        self.start_device()
        NdisSetTimerObject(self.watchdog)
        return Step.READY

    def read_configuration(self):
        """Whether the registry could be read; the handle is open only here."""
        if NdisOpenConfigurationEx(self.registry) != NDIS_STATUS_SUCCESS:
            return False
        NdisReadConfiguration(self.registry)
        NdisCloseConfiguration(self.registry)
        return True

    def unbuild(self, step):
        """Release what was acquired up to ``step``, in reverse order."""
        if step >= Step.INTERRUPT:
            # Returns when the last DPC has ended: all that follows is no longer in use.
            NdisMDeregisterInterruptEx(self.interrupt)
        if step >= Step.RINGS:
            NdisMFreeSharedMemory(self.rings)
        if step >= Step.DMA:
            NdisMDeregisterScatterGatherDma(self.dma)
        if step >= Step.PORTS:
            NdisMDeregisterIoPortRange(self.ports)
        if step >= Step.WORK_ITEM:
            NdisFreeIoWorkItem(self.work_item)
        if step >= Step.TIMER:
            NdisFreeTimerObject(self.watchdog)
        if step >= Step.LOCK:
            NdisFreeSpinLock(self.lock)
        if step >= Step.POOL:
            while self.free:
                NdisFreeNetBufferList(self.free.popleft())
            NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        NdisMNetPnPEvent()                     # the default port is deactivated
        with self.lock:
            self.stopping = True
            low = self.low
            working = self.working
            # Where both locks are needed the adapter's comes first, everywhere.
            with self.shared.lock:
                self.shared.adapters -= 1
        self.mask()
        if not low:
            HwStop()
        # The watchdog re-arms itself under the lock unless `stopping`: once it is cancelled no
        # new one comes, but an expired one may be queued or running whatever cancel returned.
        NdisCancelTimerObject(self.watchdog)
        KeFlushQueuedDpcs()
        if working:
            NdisWaitEvent(self.work_done)
        self.unbuild(Step.READY)

    def MiniportShutdownEx(self, ShutdownAction):
        # In a bug check the adapter may be half halted: the device is left alone.
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            HwReset()
            NdisStallExecution(10)

    # Pause, restart, removal.

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RESTARTING
            start = self.begin_work()
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_PENDING

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
            # Sends in the queue and in the ring go on; those who end the last one complete it.
            drained = self.drained()
        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING

    def drained(self):
        """Whether the pause in progress is to be completed now, by the caller.  (Lock held.)"""
        if self.flow == Flow.PAUSING and self.sends + self.receives == 0:
            self.flow = Flow.PAUSED
            return True
        return False

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            with self.lock:
                self.removed = True
            self.mask()
            self.flush(NDIS_STATUS_NOT_ACCEPTED)   # the hardware touches its ring no longer

    # Sends.

    def refusal(self):
        """Why a send is not accepted now, or NDIS_STATUS_SUCCESS.  (Lock held.)"""
        if self.removed:
            return NDIS_STATUS_NOT_ACCEPTED
        if self.low:
            return NDIS_STATUS_LOW_POWER_STATE
        if self.flow != Flow.RUNNING:
            return NDIS_STATUS_PAUSED
        if self.resetting != Reset.NONE:
            return NDIS_STATUS_RESET_IN_PROGRESS
        return NDIS_STATUS_SUCCESS

    def MiniportSendNetBufferLists(self, NetBufferList):
        with self.lock:
            status = self.refusal()
            if status == NDIS_STATUS_SUCCESS:
                self.sends += 1
                self.queue.append(NetBufferList)
                self.transmit()
        if status != NDIS_STATUS_SUCCESS:
            NdisMSendNetBufferListsComplete(NetBufferList, status)

    def transmit(self):
        """Give the next send of the queue to the hardware if the ring has room.  (Lock held.)"""
        if self.queue and self.posted < RING:
            self.posted += 1
            HwTransmit(self.queue.popleft())

    def MiniportCancelSend(self, CancelId):
        found = True
        while found:
            with self.lock:
                nbl = self.take_cancelled(CancelId)
                found = nbl is not None
            if found:
                self.complete_send(nbl, NDIS_STATUS_SEND_ABORTED)

    def take_cancelled(self, CancelId) -> NET_BUFFER_LIST:
        """A send of the queue with the identifier, taken from it, or None.  (Lock held.)"""
        for nbl in self.queue:
            if nbl.CancelId == CancelId:
                self.queue.remove(nbl)
                return nbl
        return None

    def complete_send(self, nbl, status):
        """Complete a send that is in no queue any more."""
        NdisMSendNetBufferListsComplete(nbl, status)
        # Counted down only now: a pause is not complete before NDIS has the buffer back.
        with self.lock:
            self.sends -= 1
            drained = self.drained()
            flushed = self.flushed()
            settled = self.settled()
        self.announce(drained, flushed)
        self.end_power(settled)

    def announce(self, drained, flushed):
        """Complete the pause or the reset that waited for the caller: the caller's last act,
        because NDIS may halt the adapter as soon as it hears of it."""
        if flushed:
            self.restart_device()
            NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
        if drained:
            NdisMPauseComplete()

    def flush(self, status):
        """Complete with ``status`` every request that waits for the hardware or the work item."""
        found = True
        while found:
            with self.lock:
                nbl = self.take_send()
                found = nbl is not None
            if found:
                self.complete_send(nbl, status)
        with self.lock:
            oid = self.oid
            self.oid = None
            direct = self.direct
            self.direct = None
        if oid is not None:
            self.complete_oid(oid, status)
        if direct is not None:
            self.complete_direct(direct, status)

    def take_send(self):
        """A send taken from the ring of the stopped device, else from the queue, else None.
        (Lock held.)"""
        nbl = HwTransmitReclaim()
        if nbl is not None:
            self.posted -= 1
        elif self.queue:
            nbl = self.queue.popleft()
        return nbl

    # Receives.

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.free.append(NetBufferList)
            self.receives -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()

    def receive(self):
        """Indicate a received frame, in a buffer of the pool."""
        with self.lock:
            nbl: RECEIVE_NET_BUFFER_LIST = None
            if self.flow == Flow.RUNNING and not self.removed and not self.low and self.free:
                nbl = self.free.popleft()
                # Counted before the call: the buffer may be back before it returns.  The call
                # itself counts too, for a pause must not complete while it runs.
                self.receives += 2
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            # When the ring runs low NDIS is asked to copy: the buffer is back with the call.
            low = maybe()
            NdisMIndicateReceiveNetBufferLists(nbl, resources=low, at_dispatch=True)
            with self.lock:
                self.receives -= 1
                if low:
                    self.free.append(nbl)
                    self.receives -= 1
                drained = self.drained()
            if drained:
                NdisMPauseComplete()

    # Interrupts.

    def MiniportInterrupt(self, dpc):
        if not self.enabled or not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        NdisStallExecution(1)                  # until the device has seen it
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        while HwReceive():
            self.receive()
        sent = True
        while sent:
            with self.lock:
                nbl = HwTransmitComplete()
                sent = nbl is not None
                if sent:
                    self.posted -= 1
                    self.transmit()
            if sent:
                self.complete_send(nbl, NDIS_STATUS_SUCCESS)
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()

    def start_device(self):
        """Let the device work and interrupt."""
        HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()

    def restart_device(self):
        """Let the device work again after a reset; not if it is in low power."""
        with self.lock:
            if not self.low:
                self.start_device()

    def mask(self):
        """Keep the device from interrupting: a DPC that runs will not enable interrupts again."""
        with self.interrupt:
            # Masked it may be in low power, out of reach.
            if self.enabled:
                self.enabled = False
                HwDisableInterrupts()

    # The watchdog.

    def OnWatchdog(self):
        with self.lock:
            if not self.stopping and not self.low:
                # The age of a send is not in the model: what is in the ring may be overdue.
                self.hung = self.posted > 0 and maybe()
                NdisSetTimerObject(self.watchdog)

    def MiniportCheckForHangEx(self):
        with self.lock:
            hung = self.hung
        return hung

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            self.resetting = Reset.FLUSHING
            if not self.low:               # else the change of power resets it
                HwReset()
                # AddressingReset stays FALSE: the driver restores what the hardware forgets.
                HwSetPacketFilter(self.filter)
                HwStop()                   # it touches the buffers in the ring no longer
        self.mask()
        self.flush(NDIS_STATUS_REQUEST_ABORTED)
        with self.lock:
            # What others are completing at this moment ends soon; they complete the reset.
            self.resetting = Reset.PENDED
            flushed = self.flushed()
        if not flushed:
            return NDIS_STATUS_PENDING
        self.restart_device()
        return NDIS_STATUS_SUCCESS

    def flushed(self):
        """Whether the pended reset is to be completed now, by the caller.  (Lock held.)"""
        if self.resetting == Reset.PENDED and self.sends + self.oids == 0:
            self.resetting = Reset.NONE
            self.hung = False
            return True
        return False

    # OID requests and the work item.

    def begin_work(self):
        """Whether the caller has to queue the work item: not while it is.  (Lock held.)"""
        start = not self.working
        self.working = True
        return start

    def MiniportOidRequest(self, OidRequest):
        with self.lock:
            kind = OidRequest.Oid
            if kind == NDIS_OID.OID_PNP_QUERY_POWER:
                return NDIS_STATUS_SUCCESS     # always, as SET_POWER: they must not fail
            if kind == NDIS_OID.OID_PNP_SET_POWER:
                self.begin_power(OidRequest)
            elif self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            elif kind == NDIS_OID.OID_GEN_CURRENT_PACKET_FILTER:
                self.filter = True
                HwSetPacketFilter(self.filter)
                return NDIS_STATUS_SUCCESS
            elif maybe():
                return NDIS_STATUS_SUCCESS     # answered from memory
            else:
                self.oid = OidRequest
                self.oids += 1
            start = self.begin_work()
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_PENDING

    def MiniportCancelOidRequest(self, RequestId):
        oid: NDIS_OID_REQUEST = None
        with self.lock:
            if self.oid is not None and self.oid.RequestId == RequestId:
                oid = self.oid
                self.oid = None
        if oid is not None:
            self.complete_oid(oid, NDIS_STATUS_REQUEST_ABORTED)

    def complete_oid(self, oid, status):
        """Complete an OID request that nobody else can find any more."""
        NdisMOidRequestComplete(oid, status)
        with self.lock:
            self.oids -= 1
            flushed = self.flushed()
        self.announce(False, flushed)

    def MiniportDirectOidRequest(self, OidRequest):
        with self.lock:
            if self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            if self.direct is not None:
                return NDIS_STATUS_RESOURCES
            self.direct = OidRequest
            self.oids += 1
            start = self.begin_work()
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_PENDING

    def MiniportCancelDirectOidRequest(self, RequestId):
        direct: NDIS_DIRECT_OID_REQUEST = None
        with self.lock:
            if self.direct is not None and self.direct.RequestId == RequestId:
                direct = self.direct
                self.direct = None
        if direct is not None:
            self.complete_direct(direct, NDIS_STATUS_REQUEST_ABORTED)

    def complete_direct(self, direct, status):
        """Complete a direct OID request that nobody else can find any more."""
        NdisMDirectOidRequestComplete(direct, status)
        with self.lock:
            self.oids -= 1
            flushed = self.flushed()
        self.announce(False, flushed)

    def OnWorkItem(self):
        # One routine serves everything: it runs until it finds nothing more to do.
        working = True
        while working:
            with self.lock:
                restart = self.flow == Flow.RESTARTING
                if restart:
                    # Running before the restart is complete: sends may come before that returns.
                    self.flow = Flow.RUNNING if HwReady() else Flow.PAUSED
                running = self.flow == Flow.RUNNING
                oid = self.oid
                self.oid = None
                direct = self.direct
                self.direct = None
                set_power = self.set_power
                self.set_power = None
                working = (
                    restart or oid is not None or direct is not None or set_power is not None
                )
                self.working = working
                stopping = self.stopping
            if restart:
                if running:
                    NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UP)
                NdisMRestartComplete(NDIS_STATUS_SUCCESS if running else NDIS_STATUS_FAILURE)
            if oid is not None:
                self.complete_oid(oid, NDIS_STATUS_SUCCESS)
            if direct is not None:
                self.complete_direct(direct, NDIS_STATUS_SUCCESS)
            if set_power is not None:
                self.change_power(set_power)
        if stopping:
            NdisSetEvent(self.work_done)
