"""A bus-master NIC: SG lists for sends, receive buffers in shared memory that grow under load.

Every send is mapped before the device sees it: one SG list per NET_BUFFER, each delivered by
MiniportProcessSGList when it likes.  ``missing`` counts the lists of a send that have not come,
and the send handler itself; at zero the send may leave the queue, in whose order sends go to the
ring.  A send that fails, is cancelled or reset meanwhile only learns its ``fate``: it ends
when the last list has come, its lists freed first, the NBL completed then, what waits for it (a
pause, a reset) last.

One receive block is allocated in MiniportInitializeEx, a second one when the first is above
with its NBL, asynchronously, from the DPC; it is given back when it is no longer needed.
MiniportHaltEx stops asking for it, and waits for an answer that is still due.
"""

from __future__ import annotations

from miniport.model import *
from miniport.model.drivers._link_watch import LinkWatch


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
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
    PORTS = auto()
    DMA = auto()
    RING = auto()
    FIRST = auto()
    BUFFER = auto()
    INTERRUPT = auto()
    READY = auto()


class ReceiveBlock(Plain):
    """A receive buffer, and the NBL that describes it."""

    memory = SharedMemory()

    nbl: RECEIVE_NET_BUFFER_LIST = None    # None: there is no memory
    up: bool = False                       # with NDIS


class BusMaster(LinkWatch):
    """A NIC that reads sends, and writes receives, in the memory of the host."""

    bus_manages_power: Final = False       # how to sleep: see `sample`, `usbnic`
    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True

    context = Memory()
    pool = NetBufferListPool()
    lock = SpinLock()
    ports = IoPortRange()
    dma = ScatterGatherDma()
    ring = SharedMemory()
    first = ReceiveBlock()
    second = ReceiveBlock()
    answered = NdisEvent()
    interrupt = Interrupt()

    enabled: bool = False                  # may the device interrupt? (interrupt lock)

    flow: Flow = Flow.PAUSED
    resetting: Reset = Reset.NONE
    removed: bool = False
    stopping: bool = False                 # MiniportHaltEx has begun
    asked: bool = False                    # for the second block
    sends: Count = 0                       # accepted, not completed
    receives: Count = 0                    # with NDIS, and running indications
    queue: Queue[NET_BUFFER_LIST]          # accepted, not in the ring
    missing: Array[Range[0, 4], NET_BUFFER_LIST]       # lists to come, and the send handler
    lists: Array[Range[0, 3], NET_BUFFER_LIST]         # delivered, not freed
    fate: Array[NDIS_STATUS, NET_BUFFER_LIST]          # how it ends if it does not reach the ring

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
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            return Step.MEMORY
        NdisAllocateSpinLock(self.lock)
        NdisInitializeEvent(self.answered)
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMSetMiniportAttributes(
            MiniportAttributes.GENERAL, MediaConnectStateUnknown
        ) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        # What an earlier life of the adapter told the device is not true any more.
        HwReset()
        if NdisMRegisterScatterGatherDma(self.dma) != NDIS_STATUS_SUCCESS:
            return Step.PORTS
        if NdisMAllocateSharedMemory(self.ring) != NDIS_STATUS_SUCCESS:
            return Step.DMA
        if NdisMAllocateSharedMemory(self.first.memory) != NDIS_STATUS_SUCCESS:
            return Step.RING
        if not self.describe(self.first):
            return Step.FIRST
        # The interrupt comes last: its handlers may be called before the call returns.
        if NdisMRegisterInterruptEx(self.interrupt) != NDIS_STATUS_SUCCESS:
            return Step.BUFFER
        if not HwPresent():
            return Step.INTERRUPT
        self.start_device()
        return Step.READY

    def unbuild(self, step):
        """Release what was acquired up to ``step``, in reverse order; the device is stopped."""
        if step >= Step.INTERRUPT:
            # Returns when the last DPC has ended: nobody asks for a block any more.
            NdisMDeregisterInterruptEx(self.interrupt)
        if step >= Step.BUFFER:
            self.discard(self.second)
            NdisFreeNetBufferList(self.first.nbl)
        if step >= Step.FIRST:
            NdisMFreeSharedMemory(self.first.memory)
        if step >= Step.RING:
            NdisMFreeSharedMemory(self.ring)
        if step >= Step.DMA:
            NdisMDeregisterScatterGatherDma(self.dma)
        if step >= Step.PORTS:
            NdisMDeregisterIoPortRange(self.ports)
        if step >= Step.LOCK:
            NdisFreeSpinLock(self.lock)
        if step >= Step.POOL:
            NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True
            asked = self.asked
        if asked:
            # There is no cancel: the block, or the news that there is none, must come first.
            NdisWaitEvent(self.answered)
        self.mask()
        HwReset()
        self.unbuild(Step.READY)

    # Pause, restart, removal.

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RUNNING
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
            # A send whose list is being built cannot end before: it holds up the pause.
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
                self.seal(NDIS_STATUS_NOT_ACCEPTED)
            self.mask()
            self.flush(NDIS_STATUS_NOT_ACCEPTED)

    # Sends.

    def refusal(self):
        """Why a send is not accepted now, or NDIS_STATUS_SUCCESS.  (Lock held.)"""
        if self.removed:
            return NDIS_STATUS_NOT_ACCEPTED
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
                # One for this handler: the NBL is the driver's until the handler lets go of it.
                self.missing[NetBufferList] = NetBufferList.NetBuffers + 1
                self.fate[NetBufferList] = NDIS_STATUS_SUCCESS
        if status == NDIS_STATUS_SUCCESS:
            KeRaiseIrql()                  # a send may come below DISPATCH_LEVEL, a list may not
            self.map(NetBufferList)
            KeLowerIrql()
        else:
            NdisMSendNetBufferListsComplete(NetBufferList, status)

    def map(self, nbl):
        """Ask for the lists of a send.  If one fails no more are asked for; the others come."""
        wanted = nbl.NetBuffers
        while wanted > 0 and NdisMAllocateNetBufferSGList(nbl) == NDIS_STATUS_SUCCESS:
            wanted -= 1
        with self.lock:
            if wanted > 0 and self.fate[nbl] == NDIS_STATUS_SUCCESS:
                self.fate[nbl] = NDIS_STATUS_RESOURCES
            self.missing[nbl] -= wanted + 1
            ended = self.take()
        self.end(ended, NDIS_STATUS_NONE)

    def MiniportProcessSGList(self, NetBufferList):
        with self.lock:
            self.lists[NetBufferList] += 1
            self.missing[NetBufferList] -= 1
            ended = self.take()
        self.end(ended, NDIS_STATUS_NONE)

    def take(self) -> NET_BUFFER_LIST:
        """Take from the queue a send that must end, or give the hardware all that are next and
        have their lists: then None.  (Lock held.)"""
        for nbl in self.queue:
            if self.missing[nbl] == 0 and self.fate[nbl] != NDIS_STATUS_SUCCESS:
                self.queue.remove(nbl)
                return nbl
        while self.queue and self.missing[self.queue[0]] == 0:
            HwTransmit(self.queue.popleft())
        return None

    def end(self, nbl, status):
        """Free the lists of a send that is in no queue any more and complete it, with ``status``
        or its fate; then the next that must end.  (At DISPATCH_LEVEL.)"""
        while nbl is not None:
            with self.lock:
                lists = self.lists[nbl]
                self.lists[nbl] = 0
                if status == NDIS_STATUS_NONE:
                    status = self.fate[nbl]
                self.fate[nbl] = NDIS_STATUS_NONE
            while lists > 0:
                NdisMFreeNetBufferSGList(nbl)
                lists -= 1
            NdisMSendNetBufferListsComplete(nbl, status)
            # Counted down only now: a pause is not complete before NDIS has the buffer back.
            with self.lock:
                self.sends -= 1
                nbl = self.take()
                status = NDIS_STATUS_NONE
                drained = self.drained()
                flushed = self.flushed()
            # The last act: NDIS may halt the adapter as soon as it hears of it.
            if flushed:
                self.start_device()
                NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
            if drained:
                NdisMPauseComplete()

    def MiniportCancelSend(self, CancelId):
        # What is in the ring goes out.  What waits for a list cannot be completed before it comes.
        with self.lock:
            for nbl in self.queue:
                if nbl.CancelId == CancelId:
                    self.fate[nbl] = NDIS_STATUS_SEND_ABORTED
            ended = self.take()
        KeRaiseIrql()
        self.end(ended, NDIS_STATUS_NONE)
        KeLowerIrql()

    def seal(self, status):
        """Every send of the queue ends with ``status``.  (Lock held.)"""
        for nbl in self.queue:
            self.fate[nbl] = status

    def flush(self, status):
        """End what is in the ring with ``status``, and what of the queue has its lists."""
        HwStop()                           # it touches the buffers in the ring no longer
        KeRaiseIrql()
        found = True
        while found:
            with self.lock:
                nbl = HwTransmitReclaim()
                found = nbl is not None
                if not found:
                    ended = self.take()
            self.end(nbl, status)
        self.end(ended, NDIS_STATUS_NONE)
        KeLowerIrql()

    # Check-for-hang and reset.

    def MiniportCheckForHangEx(self):
        with self.lock:
            # The age of a send is not in the model: what is in the ring may be overdue.
            hung = self.sends > len(self.queue) and maybe()
        return hung

    def MiniportResetEx(self, AddressingReset):
        with self.lock:
            self.resetting = Reset.FLUSHING
            HwReset()
            self.seal(NDIS_STATUS_REQUEST_ABORTED)
        self.mask()
        self.flush(NDIS_STATUS_REQUEST_ABORTED)
        with self.lock:
            # The lists that are being built come soon; whoever ends the last send completes this.
            self.resetting = Reset.PENDED
            flushed = self.flushed()
        if not flushed:
            return NDIS_STATUS_PENDING
        self.start_device()
        return NDIS_STATUS_SUCCESS

    def flushed(self):
        """Whether the pended reset is to be completed now, by the caller.  (Lock held.)"""
        if self.resetting == Reset.PENDED and self.sends == 0:
            self.resetting = Reset.NONE
            return True
        return False

    # Receives.

    def describe(self, block):
        """Give a block an NBL, and to the device; whether there was an NBL."""
        nbl = NdisAllocateNetBufferAndNetBufferList(self.pool, block.memory)
        if nbl is None:
            return False
        with self.lock:
            block.nbl = nbl
            HwPostReceive(block.memory)
        return True

    def discard(self, block):
        """Free a block that neither NDIS nor the device has, if it is there, and its NBL."""
        if block.nbl is not None:
            NdisFreeNetBufferList(block.nbl)
            NdisMFreeSharedMemory(block.memory)

    def receive(self, block):
        """Indicate the frame in a block, if there is one."""
        with self.lock:
            nbl: RECEIVE_NET_BUFFER_LIST = None
            if block.nbl is not None and not block.up and HwReceived(block.memory):
                if self.flow == Flow.RUNNING and not self.removed:
                    nbl = block.nbl
                    block.up = True
                    self.receives += 2         # the NBL, and the call: see below
                    self.grow()
                else:
                    HwPostReceive(block.memory)
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceiveNetBufferLists(nbl, at_dispatch=True)
            self.received()

    def received(self):
        """Count an NBL that is back, or an indicate call that is over."""
        with self.lock:
            self.receives -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()

    def grow(self):
        """Ask for the second block when it is needed.  (Lock held: the answer, which takes it, may
        come before the call has returned.)"""
        if self.first.up and self.second.nbl is None and not self.asked and not self.stopping:
            status = NdisMAllocateSharedMemoryAsyncEx(self.second.memory)
            self.asked = status == NDIS_STATUS_PENDING

    def MiniportSharedMemoryAllocateComplete(self, SharedMemory, Status):
        with self.lock:
            stopping = self.stopping
        if Status == NDIS_STATUS_SUCCESS:
            # Late memory, and memory without an NBL, is of no use.
            if stopping or not self.describe(self.second):
                NdisMFreeSharedMemory(SharedMemory)
        with self.lock:
            self.asked = False
            stopping = self.stopping
        if stopping:
            NdisSetEvent(self.answered)    # the last act: MiniportHaltEx frees the context next

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            # Whether the load is over is not in the model.
            shrinks = NetBufferList == self.second.nbl and maybe()
            if NetBufferList == self.first.nbl:
                self.first.up = False
                HwPostReceive(self.first.memory)
            elif not shrinks:
                self.second.up = False
                HwPostReceive(self.second.memory)
        if shrinks:
            # Still "up": nobody asks for it, or receives into it, before it is gone.
            self.discard(self.second)
            with self.lock:
                self.second.nbl = None
                self.second.up = False
        self.received()

    # Interrupts.

    def MiniportInterrupt(self, dpc):
        if not self.enabled or not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        self.tell_link()
        self.receive(self.first)
        self.receive(self.second)
        sent = True
        while sent:
            with self.lock:
                nbl = HwTransmitComplete()
                sent = nbl is not None
            if sent:
                self.end(nbl, NDIS_STATUS_SUCCESS)
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()

    def start_device(self):
        """Tell the device its memory, which a reset makes it forget; let it work and interrupt.
        (No lock held.)"""
        HwSetRing(self.ring)
        with self.lock:
            for block in (self.first, self.second):
                if block.nbl is not None and not block.up:
                    HwPostReceive(block.memory)
        HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()
        # From here on a change interrupts; what came before, a reset has made the device forget.
        self.tell_link()

    def mask(self):
        """Keep the device from interrupting: a DPC that runs will not enable interrupts again."""
        with self.interrupt:
            self.enabled = False
            HwDisableInterrupts()

    # OID requests, shutdown.

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS         # answered from memory

    def MiniportCancelOidRequest(self, RequestId):
        pass                               # none is ever pended

    def MiniportShutdownEx(self, ShutdownAction):
        # In a bug check the adapter may be half halted: the device is left alone.
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            HwReset()
