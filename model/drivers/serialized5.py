"""A reference driver for NDIS 5.x, serialized: a PCI NIC that leaves queueing and locking to NDIS.

NDIS calls one handler of a serialized driver at a time and holds its sends.  What is left to the
driver:

* MiniportISR runs beside everything: what it shares belongs to ``with self.interrupt:``.
* MiniportInitialize and MiniportHalt are not kept apart from the rest.  MiniportHalt ends
  everything first: the interrupt, whose deregistration waits for MiniportHandleInterrupt, and the
  timer.  Only packets may then still come back: ``receives`` counts them by interlocked
  operations, and the last one sets the event that MiniportHalt waits for.
* A packet for which the ring has no room is answered with NDIS_STATUS_RESOURCES.
"""

from __future__ import annotations

from miniport.model import *

RING = 1


class Step(IntEnum):
    """What MiniportInitialize has acquired, in order; MiniportHalt releases it backwards."""

    MEMORY = auto()
    POOL = auto()
    PORTS = auto()
    MAP = auto()
    INTERRUPT = auto()
    READY = auto()


class Serialized(Miniport5):
    """A bus-master NIC with a receive pool, a line interrupt and a timer."""

    bus_master: Final = True

    context = Memory()
    registry = Configuration()
    pool = PacketPool()
    ports = IoPortRange()
    map_registers = MapRegisters()
    interrupt = Interrupt()
    poll = MiniportTimer("OnPoll")
    returned = NdisEvent()                 # the last packet is back

    enabled: bool = False                  # may the device interrupt? (interrupt lock)

    removed: bool = False
    posted: Range[0, RING] = 0             # sends in the ring
    querying: bool = False                 # a query waits for the timer
    filter: bool = False                   # the packet filter is not zero
    free: Queue[RECEIVE_NDIS_PACKET]       # the receive pool
    receives: Count = 0                    # packets above, and one more until MiniportHalt

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
        # The registry and the bus may be read before the attributes are set.
        if NdisOpenConfiguration(self.registry) != NDIS_STATUS_SUCCESS:
            return Step.MEMORY
        NdisReadConfiguration(self.registry)
        NdisCloseConfiguration(self.registry)
        if not NdisReadPciSlotInformation():
            return Step.MEMORY
        # The hardware may be slow: four seconds between two checks, not two.
        NdisMSetAttributesEx(
            4, (NDIS_ATTRIBUTE_BUS_MASTER, NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK), NdisInterfacePci
        )
        if NdisAllocatePacketPool(self.pool) != NDIS_STATUS_SUCCESS:
            return Step.MEMORY
        for _ in tokens(RECEIVE_NDIS_PACKET):
            packet = NdisAllocatePacket(self.pool)
            if packet is None:
                return Step.POOL
            self.free.append(packet)
        NdisMInitializeTimer(self.poll)
        NdisInitializeEvent(self.returned)
        self.receives = 1
        if NdisMRegisterIoPortRange(self.ports) != NDIS_STATUS_SUCCESS:
            return Step.POOL
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
            # From here on packets come back, nothing else happens.
            if NdisInterlockedDecrement(self.receives) > 0:
                NdisWaitEvent(self.returned)
        if step >= Step.MAP:
            NdisMFreeMapRegisters(self.map_registers)
        if step >= Step.PORTS:
            NdisMDeregisterIoPortRange(self.ports)
        if step >= Step.POOL:
            while self.free:
                NdisFreePacket(self.free.popleft())
            NdisFreePacketPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHalt(self):
        self.mask()
        HwStop()
        # No query is outstanding: nobody sets the timer, but its function may be running.
        NdisMCancelTimer(self.poll)
        KeFlushQueuedDpcs()
        self.unbuild(Step.READY)

    def MiniportShutdown(self):
        HwReset()

    def MiniportPnPEventNotify(self, PnPEvent):
        if PnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            self.removed = True
            self.mask()
            self.flush(NDIS_STATUS_FAILURE)

    # Sends.

    def MiniportSend(self, Packet):
        if self.removed:
            return NDIS_STATUS_FAILURE
        if self.posted == RING:
            return NDIS_STATUS_RESOURCES       # NDIS keeps it, and tries again
        self.posted += 1
        HwTransmit(Packet)
        return NDIS_STATUS_PENDING

    def flush(self, status):
        """Complete with ``status`` what the hardware will not send any more."""
        HwStop()
        packet = HwTransmitReclaim()
        while packet is not None:
            self.posted -= 1
            NdisMSendComplete(packet, status)
            packet = HwTransmitReclaim()

    # Receives.

    def receive(self):
        """Indicate a received frame, in a packet of the pool."""
        # Nobody wants frames before NDIS has set the packet filter: nobody is bound.
        if self.filter and not self.removed and self.free:
            packet = self.free.popleft()
            # The status asks NDIS to copy what it wants to keep if it is the last packet.
            lent = len(self.free) == 0 and maybe()
            packet.Status = NDIS_STATUS_RESOURCES if lent else NDIS_STATUS_SUCCESS
            if not lent:
                NdisInterlockedIncrement(self.receives)
            NdisMIndicateReceivePacket(packet)
            if lent:
                self.free.append(packet)

    def MiniportReturnPacket(self, Packet):
        self.free.append(Packet)
        if NdisInterlockedDecrement(self.receives) == 0:
            NdisSetEvent(self.returned)        # MiniportHalt goes on: nothing is touched after

    # Interrupts.

    def MiniportISR(self, InterruptRecognized, QueueMiniportHandleInterrupt):
        if self.enabled and HwReadInterruptStatus():
            HwDisableInterrupts()
            InterruptRecognized.value = True
            QueueMiniportHandleInterrupt.value = True

    def MiniportHandleInterrupt(self):
        while HwReceive():
            self.receive()
        packet = HwTransmitComplete()
        while packet is not None:
            self.posted -= 1
            NdisMSendComplete(packet, NDIS_STATUS_SUCCESS)
            packet = HwTransmitComplete()
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()

    def start_device(self):
        """Let the device work and interrupt."""
        HwStart()
        with self.interrupt:
            self.enabled = True
            HwEnableInterrupts()

    def mask(self):
        """Keep the device from interrupting."""
        with self.interrupt:
            self.enabled = False
            HwDisableInterrupts()

    # Requests.

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        if Oid == NDIS5_OID.OID_PNP_CAPABILITIES:
            return NDIS_STATUS_NOT_SUPPORTED   # halted before low power
        if maybe():
            return NDIS_STATUS_SUCCESS         # answered from memory
        self.querying = True                   # the counters of the hardware take a while
        NdisMSetTimer(self.poll)
        return NDIS_STATUS_PENDING

    def MiniportSetInformation(self, Oid, InformationBuffer):
        if Oid == NDIS5_OID.OID_GEN_CURRENT_PACKET_FILTER:
            self.filter = True
            HwSetPacketFilter(self.filter)
        return NDIS_STATUS_SUCCESS

    def OnPoll(self):
        if self.querying:
            self.querying = False
            if maybe():
                NdisMIndicateStatus(GENERAL_STATUS.NDIS_STATUS_MEDIA_CONNECT)
                NdisMIndicateStatusComplete()
            NdisMQueryInformationComplete(NDIS_STATUS_SUCCESS)

    # Hang and reset.

    def MiniportCheckForHang(self):
        # The age of a send is not in the model: what is in the ring may be overdue.
        return self.posted > 0 and maybe()

    def MiniportReset(self, AddressingReset):
        HwReset()
        self.filter = False
        AddressingReset.value = True           # NDIS sets the packet filter again
        self.flush(NDIS_STATUS_REQUEST_ABORTED)
        self.start_device()
        return NDIS_STATUS_SUCCESS
