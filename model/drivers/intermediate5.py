"""A reference driver for NDIS 5.x, intermediate: it passes on what comes, in both directions.

Above it is a miniport, below a protocol.  It has no hardware: what it sends goes to the miniport
below, what it receives is copied from there into a packet of its own.  It says that it is an
intermediate driver, and so NDIS lets sends and indications meet in it: one lock protects all it
has, and none is held over a call up or down.
"""

from __future__ import annotations

from miniport.model import *


class Intermediate(Miniport5):
    """A pass-through driver with a receive pool and one binding."""

    intermediate: Final = True
    deserialized: Final = True

    context = Memory()
    pool = PacketPool()
    lock = SpinLock()
    below = Binding()
    idle = NdisEvent()                     # the last packet is back

    halting: bool = False
    asleep: bool = False
    wanted: bool = False                   # NDIS has set a packet filter: somebody is bound
    free: Queue[RECEIVE_NDIS_PACKET]       # the receive pool
    above: Count = 0                       # packets above

    def DriverEntry(self):
        if not NdisMInitializeWrapper():
            return NDIS_STATUS_FAILURE
        status = NdisIMRegisterLayeredMiniport()
        if status != NDIS_STATUS_SUCCESS:
            NdisTerminateWrapper()
        return status

    def MiniportInitialize(self):
        if NdisAllocateMemoryWithTag(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if self.build():
            return NDIS_STATUS_SUCCESS
        NdisFreeMemory(self.context)
        return NDIS_STATUS_FAILURE

    def build(self):
        """Acquire everything, or nothing; whether it succeeded."""
        NdisMSetAttributesEx(
            0,
            (
                NDIS_ATTRIBUTE_INTERMEDIATE_DRIVER, NDIS_ATTRIBUTE_DESERIALIZE,
                NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT, NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT,
                NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND,
            ),
            NdisInterfaceInternal,
        )
        if NdisAllocatePacketPool(self.pool) != NDIS_STATUS_SUCCESS:
            return False
        if self.fill_pool():
            NdisAllocateSpinLock(self.lock)
            NdisInitializeEvent(self.idle)
            if NdisOpenAdapter(self.below) == NDIS_STATUS_SUCCESS:
                return True
            NdisFreeSpinLock(self.lock)
        self.free_pool()
        return False

    def fill_pool(self):
        """Allocate the packets; whether all could be had."""
        for _ in tokens(RECEIVE_NDIS_PACKET):
            packet = NdisAllocatePacket(self.pool)
            if packet is None:
                return False
            self.free.append(packet)
        return True

    def free_pool(self):
        """Free the packets, and the pool."""
        while self.free:
            NdisFreePacket(self.free.popleft())
        NdisFreePacketPool(self.pool)

    def MiniportHalt(self):
        NdisCloseAdapter(self.below)           # nothing comes from below any more
        with self.lock:
            self.halting = True
            waits = self.above > 0
        if waits:
            NdisWaitEvent(self.idle)
        NdisFreeSpinLock(self.lock)
        self.free_pool()
        NdisFreeMemory(self.context)

    def MiniportShutdown(self):
        pass                                   # there is no hardware

    def MiniportPnPEventNotify(self, PnPEvent):
        pass

    # Down.

    def MiniportSendPackets(self, Packet):
        with self.lock:
            accepted = not self.asleep
        if accepted:
            NdisSend(self.below, Packet)
        else:
            NdisMSendComplete(Packet, NDIS_STATUS_FAILURE)

    def ProtocolSendComplete(self, Packet, Status):
        NdisMSendComplete(Packet, Status)

    # Up.

    def ProtocolReceive(self):
        packet: RECEIVE_NDIS_PACKET = None
        with self.lock:
            if self.wanted and not self.asleep and self.free:
                packet = self.free.popleft()
                # Counted before the call: it may be back before that returns.
                self.above += 1
        if packet is not None:
            packet.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceivePacket(packet)

    def MiniportReturnPacket(self, Packet):
        with self.lock:
            self.free.append(Packet)
            self.above -= 1
            last = self.halting and self.above == 0
        if last:
            NdisSetEvent(self.idle)            # MiniportHalt goes on: nothing is touched after

    # Requests and reset.

    def MiniportQueryInformation(self, Oid, InformationBuffer):
        if Oid == NDIS5_OID.OID_PNP_CAPABILITIES:
            InformationBuffer.MinMagicPacketWakeUp = PNP_POWER_STATE.UNSPECIFIED
            InformationBuffer.MinPatternWakeUp = PNP_POWER_STATE.UNSPECIFIED
        return NDIS_STATUS_SUCCESS

    def MiniportSetInformation(self, Oid, InformationBuffer):
        with self.lock:
            if Oid == NDIS5_OID.OID_PNP_SET_POWER:
                self.asleep = InformationBuffer.PowerState == PNP_POWER_STATE.D3
            else:
                self.wanted = True
        return NDIS_STATUS_SUCCESS

    def MiniportReset(self, AddressingReset):
        # What was sent down comes back from there; there is no hardware to reset.
        return NDIS_STATUS_SUCCESS
