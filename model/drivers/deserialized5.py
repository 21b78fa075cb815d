"""A reference driver for NDIS 5.x, deserialized: the NIC of ``serialized5`` with locks of its own.

NDIS neither keeps its handlers apart nor holds its sends.  So:

* ``lock`` protects every field but ``enabled``, which is shared with MiniportISR and belongs to
  ``with self.interrupt:``.  No lock is held over a call that calls back.
* Every send is accepted: what does not fit into the ring waits in ``queue``, and each is completed
  by NdisMSendComplete.
* It stays initialized while the system sleeps: OID_PNP_SET_POWER empties the ring and stops the
  hardware, or restores its settings and starts it.
* There is no pause: MiniportHalt waits for the packets that are above.
"""

from __future__ import annotations

from miniport.model import *

RING = 1


class Step(IntEnum):
    """What MiniportInitialize has acquired, in order; MiniportHalt releases it backwards."""

    MEMORY = auto()
    POOL = auto()
    LOCK = auto()
    PORTS = auto()
    MAP = auto()
    INTERRUPT = auto()
    READY = auto()


class Deserialized(Miniport5):
    """A bus-master NIC with a receive pool, a line interrupt and a worker."""

    deserialized: Final = True
    bus_master: Final = True

    context = Memory()
    pool = PacketPool()
    lock = SpinLock()
    ports = IoPortRange()
    map_registers = MapRegisters()
    interrupt = Interrupt()
    worker = NdisWorkItem("OnWorker")
    idle = NdisEvent()                     # nothing is left that MiniportHalt waits for

    enabled: bool = False                  # may the device interrupt? (interrupt lock)

    running: bool = False                  # the hardware is to work: not gone, not in low power
    halting: bool = False
    queue: Queue[NDIS_PACKET]              # sends waiting for room in the ring
    posted: Range[0, RING] = 0             # sends in the ring
    free: Queue[RECEIVE_NDIS_PACKET]       # the receive pool
    above: Count = 0                       # packets above, and running indications
    working: bool = False                  # the worker is scheduled or running
    querying: bool = False                 # a query waits for the worker
    filter: bool = False                   # the packet filter is not zero
    resetting: bool = False                # a reset waits for the worker

    def DriverEntry(self):
        if not NdisMInitializeWrapper():
            return NDIS_STATUS_FAILURE
        status = NdisMRegisterMiniport()
        if status != NDIS_STATUS_SUCCESS:
            NdisTerminateWrapper()
        else:
            NdisMRegisterUnloadHandler()
        return status

    def MiniportUnload(self):
        pass

    # Initialize and halt.

    def MiniportInitialize(self):
        if NdisAllocateMemoryWithTag(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        step = self.build()
        if step == Step.READY:
            return NDIS_STATUS_SUCCESS
        self.unbuild(step)
        return NDIS_STATUS_FAILURE

    def build(self):
        """Acquire everything; how far it came."""
        NdisMSetAttributesEx(
            0,
            (
                NDIS_ATTRIBUTE_DESERIALIZE, NDIS_ATTRIBUTE_BUS_MASTER,
                NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND, NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK,
            ),
            NdisInterfacePci,
        )
        if NdisAllocatePacketPool(self.pool) != NDIS_STATUS_SUCCESS:
            return Step.MEMORY
        for _ in tokens(RECEIVE_NDIS_PACKET):
            packet = NdisAllocatePacket(self.pool)
            if packet is None:
                return Step.POOL
            self.free.append(packet)
        NdisAllocateSpinLock(self.lock)
        NdisInitializeWorkItem(self.worker)
        NdisInitializeEvent(self.idle)
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMAllocateMapRegisters(self.map_registers) != NDIS_STATUS_SUCCESS:
            return Step.PORTS
        # The interrupt comes last: its handlers may be called before the call returns.
        if NdisMRegisterInterrupt(self.interrupt) != NDIS_STATUS_SUCCESS:
            return Step.MAP
        if not HwPresent():
            return Step.INTERRUPT
        self.start_device()
        return Step.READY

    def unbuild(self, step):
        """Release what was acquired up to ``step``, in reverse order."""
        if step >= Step.INTERRUPT:
            # Returns when MiniportHandleInterrupt has ended: none comes after.
            NdisMDeregisterInterrupt(self.interrupt)
        if step == Step.READY:
            with self.lock:
                self.halting = True
                busy = self.busy()
            if busy:
                NdisWaitEvent(self.idle)
        if step >= Step.MAP:
            NdisMFreeMapRegisters(self.map_registers)
        if step >= Step.PORTS:
            NdisMDeregisterIoPortRange(self.ports)
        if step >= Step.LOCK:
            NdisFreeSpinLock(self.lock)
        if step >= Step.POOL:
            while self.free:
                NdisFreePacket(self.free.popleft())
            NdisFreePacketPool(self.pool)
        NdisFreeMemory(self.context)

    def busy(self):
        """Whether packets are above, or the worker is at work.  (Lock held.)"""
        return self.above > 0 or self.working

    def released(self):
        """Whether MiniportHalt waits for nothing else than the caller.  (Lock held.)"""
        return self.halting and not self.busy()

    def MiniportHalt(self):
        self.stop_device()
        self.unbuild(Step.READY)

    def MiniportShutdown(self):
        HwReset()

    def MiniportPnPEventNotify(self, PnPEvent):
        if PnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            self.stop_device()
            self.flush(NDIS_STATUS_FAILURE)

    def start_device(self):
        """Let the device work and interrupt."""
        with self.lock:
            self.running = True
            HwSetPacketFilter(self.filter)
            HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()

    def stop_device(self):
        """Keep the device from interrupting, and from touching any buffer."""
        with self.interrupt:
            self.enabled = False
            HwDisableInterrupts()
        with self.lock:
            self.running = False
            HwStop()

    # Sends.

    def MiniportSendPackets(self, Packet):
        with self.lock:
            accepted = self.running
            if accepted:
                self.queue.append(Packet)
                self.transmit()
        if not accepted:
            NdisMSendComplete(Packet, NDIS_STATUS_FAILURE)

    def transmit(self):
        """Give the next send of the queue to the hardware if the ring has room.  (Lock held.)"""
        if self.queue and self.posted < RING:
            self.posted += 1
            HwTransmit(self.queue.popleft())

    def flush(self, status):
        """Complete with ``status`` every send: the device has been stopped."""
        found = True
        while found:
            with self.lock:
                packet = self.take()
                found = packet is not None
            if found:
                NdisMSendComplete(packet, status)

    def take(self) -> NDIS_PACKET:
        """A send taken from the ring, else from the queue, else None.  (Lock held.)"""
        packet = HwTransmitReclaim()
        if packet is not None:
            self.posted -= 1
        elif self.queue:
            packet = self.queue.popleft()
        return packet

    # Receives.

    def receive(self):
        """Indicate a received frame, in a packet of the pool."""
        packet: RECEIVE_NDIS_PACKET = None
        with self.lock:
            # Nobody wants frames before NDIS has set the packet filter: nobody is bound.
            if self.running and self.filter and self.free:
                packet = self.free.popleft()
                # Counted before the call: it may be back before that returns; so is the call.
                self.above += 2
        if packet is not None:
            packet.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceivePacket(packet)
            self.less_above()

    def less_above(self):
        """An indication has ended, or a packet is back."""
        with self.lock:
            self.above -= 1
            released = self.released()
        if released:
            NdisSetEvent(self.idle)            # MiniportHalt goes on: nothing is touched after

    def MiniportReturnPacket(self, Packet):
        with self.lock:
            self.free.append(Packet)
        self.less_above()

    # Interrupts.

    def MiniportISR(self, InterruptRecognized, QueueMiniportHandleInterrupt):
        if self.enabled and HwReadInterruptStatus():
            HwDisableInterrupts()
            InterruptRecognized.value = True
            QueueMiniportHandleInterrupt.value = True

    def MiniportHandleInterrupt(self):
        while HwReceive():
            self.receive()
        sent = True
        while sent:
            with self.lock:
                packet = HwTransmitComplete()
                sent = packet is not None
                if sent:
                    self.posted -= 1
                    if self.running:
                        self.transmit()
            if sent:
                NdisMSendComplete(packet, NDIS_STATUS_SUCCESS)
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()

    # Requests.

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        if Oid == NDIS5_OID.OID_PNP_CAPABILITIES:
            InformationBuffer.MinMagicPacketWakeUp = PNP_POWER_STATE.UNSPECIFIED
            InformationBuffer.MinPatternWakeUp = PNP_POWER_STATE.UNSPECIFIED
            return NDIS_STATUS_SUCCESS
        if maybe():
            return NDIS_STATUS_SUCCESS         # answered from memory
        with self.lock:
            self.querying = True               # the counters of the hardware take a while
            start = self.begin_work()
        if start:
            NdisScheduleWorkItem(self.worker)
        return NDIS_STATUS_PENDING

    def MiniportSetInformation(self, Oid, InformationBuffer):
        if Oid == NDIS5_OID.OID_PNP_SET_POWER:
            if InformationBuffer.PowerState == PNP_POWER_STATE.D3:
                self.stop_device()
                self.flush(NDIS_STATUS_FAILURE)
            else:
                self.start_device()
            return NDIS_STATUS_SUCCESS
        with self.lock:
            self.filter = True
            HwSetPacketFilter(True)
        return NDIS_STATUS_SUCCESS

    def begin_work(self):
        """Whether the caller has to schedule the worker: not while it is.  (Lock held.)"""
        start = not self.working
        self.working = True
        return start

    def OnWorker(self):
        working = True
        while working:
            with self.lock:
                querying = self.querying
                self.querying = False
                resetting = self.resetting
                self.resetting = False
                working = querying or resetting
                self.working = working
                released = self.released()
            if resetting:
                self.flush(NDIS_STATUS_REQUEST_ABORTED)
                self.start_device()
                KeRaiseIrql()
                NdisMResetComplete(NDIS_STATUS_SUCCESS, False)
                KeLowerIrql()
            if querying:
                KeRaiseIrql()
                NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)
                KeLowerIrql()
        if released:
            NdisSetEvent(self.idle)

    # Hang and reset.

    def MiniportCheckForHang(self):
        with self.lock:
            # The age of a send is not in the model: what is in the ring may be overdue.
            overdue = self.posted > 0
        return overdue and maybe()

    def MiniportReset(self, AddressingReset):
        self.stop_device()
        HwReset()
        with self.lock:
            self.resetting = True
            start = self.begin_work()
        if start:
            NdisScheduleWorkItem(self.worker)
        return NDIS_STATUS_PENDING
