"""A reference driver with MSI-X: two messages, a receive queue for each, complete and correct.

Sends, and the link, interrupt by message 0.  The indirection table, which says which frames go to
which queue, is set by synchronous OID requests.  NDIS may grant a line interrupt instead of the
messages: the driver then serves both queues from the line's DPC.  It has no check-for-hang
handler, as is advised from NDIS 6.83 on.

* ``lock`` protects every field.  The service routines touch no field, only the device: they need
  no synchronization with anybody.
* ``busy`` counts what holds up a pause: sends and indications.  Whoever ends the last one
  completes the pause.
* A message is masked by its service routine and unmasked by its DPC, unless the driver stops.
"""

from __future__ import annotations

from miniport.model import *
from miniport.model.drivers._link_watch import LinkWatch


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
    RUNNING = auto()
    PAUSING = auto()


class Vectors(MsiInterrupt):
    """One message for each receive queue."""

    first = MessageInterrupt(0)
    second = MessageInterrupt(1)


class Msix(LinkWatch):
    """A NIC with two receive queues, each with a message of its own."""

    bus_manages_power: Final = False       # how to sleep: see `sample`, `usbnic`

    context = Memory()
    pool = NetBufferListPool()
    lock = SpinLock()
    vectors = Vectors()

    flow: Flow = Flow.PAUSED
    stopping: bool = False                 # MiniportHaltEx has begun
    removed: bool = False
    busy: Count = 0
    free: Queue[RECEIVE_NET_BUFFER_LIST]   # the receive pool

    # Initialize and halt.

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        if NdisAllocateNetBufferListPool(self.pool) != NDIS_STATUS_SUCCESS:
            NdisFreeMemory(self.context)
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.fill_pool() and self.describe():
            # Last: the service routines may be called before the call returns.
            if NdisMRegisterInterruptEx(self.vectors) == NDIS_STATUS_SUCCESS:
                self.start()
                return NDIS_STATUS_SUCCESS
        self.release()
        return NDIS_STATUS_FAILURE

    def fill_pool(self):
        """Allocate the receive buffers; whether there are all of them."""
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.pool)
            if nbl is None:
                return False
            self.free.append(nbl)
        return True

    def describe(self):
        """Set the attributes; whether that succeeded."""
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return False
        return NdisMSetMiniportAttributes(
            MiniportAttributes.GENERAL, MediaConnectStateUnknown
        ) == NDIS_STATUS_SUCCESS

    def start(self):
        """Let the device interrupt by what NDIS has granted; it works from restart to pause."""
        HwSetIndirectionTable(1, 1)
        if self.vectors.InterruptType == NDIS_CONNECT_MESSAGE_BASED:
            HwUnmaskMessage(self.vectors.first)
            HwUnmaskMessage(self.vectors.second)
        else:
            HwEnableInterrupts()

    def mask(self):
        """Keep the device from interrupting.  (Lock held.)"""
        HwDisableInterrupts()
        HwMaskMessage(self.vectors.first)
        HwMaskMessage(self.vectors.second)

    def release(self):
        """Release what every way out of MiniportInitializeEx has acquired."""
        NdisFreeSpinLock(self.lock)
        while self.free:
            NdisFreeNetBufferList(self.free.popleft())
        NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        with self.lock:
            self.stopping = True           # no DPC unmasks any more
            self.mask()
        HwStop()
        NdisMDeregisterInterruptEx(self.vectors)
        self.release()

    def MiniportShutdownEx(self, ShutdownAction):
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            HwReset()

    # Pause, restart, removal.

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RUNNING
        HwStart()
        self.tell_link()                   # it may have changed before the device could interrupt
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
        # Not left to the hardware: it may hang, and the pause would never end.
        HwStop()
        self.flush(NDIS_STATUS_PAUSED)
        with self.lock:
            drained = self.drained()
        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING

    def drained(self):
        """Whether the caller has to complete the pause.  (Lock held.)"""
        if self.flow == Flow.PAUSING and self.busy == 0:
            self.flow = Flow.PAUSED
            return True
        return False

    def ended(self):
        """One thing that holds up a pause is over."""
        with self.lock:
            self.busy -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            with self.lock:
                self.removed = True
                self.mask()
            HwStop()
            self.flush(NDIS_STATUS_NOT_ACCEPTED)

    # Sends.

    def MiniportSendNetBufferLists(self, NetBufferList):
        status = NDIS_STATUS_SUCCESS
        with self.lock:
            if self.removed:
                status = NDIS_STATUS_NOT_ACCEPTED
            elif self.flow != Flow.RUNNING:
                status = NDIS_STATUS_PAUSED
            else:
                self.busy += 1
                HwTransmit(NetBufferList)
        if status != NDIS_STATUS_SUCCESS:
            NdisMSendNetBufferListsComplete(NetBufferList, status)

    def MiniportCancelSend(self, CancelId):
        pass                               # what is in the ring goes out

    def complete_sends(self):
        """Complete what the hardware has sent."""
        found = True
        while found:
            with self.lock:
                nbl = HwTransmitComplete()
                found = nbl is not None
            if found:
                NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_SUCCESS)
                # Counted down only now: a pause is not complete before NDIS has the buffer.
                self.ended()

    def flush(self, status):
        """End with ``status`` what is in the ring of a device that has been stopped."""
        found = True
        while found:
            with self.lock:
                nbl = HwTransmitReclaim()
                found = nbl is not None
            if found:
                NdisMSendNetBufferListsComplete(nbl, status)
                self.ended()

    # Receives.

    def MiniportReturnNetBufferLists(self, NetBufferList):
        pass                               # no buffer stays with NDIS

    def receive(self, message):
        """Empty the receive queue of a message."""
        while HwReceiveFrom(message):
            nbl: RECEIVE_NET_BUFFER_LIST = None
            with self.lock:
                if self.flow == Flow.RUNNING and self.free:
                    nbl = self.free.popleft()
                    self.busy += 1
            if nbl is not None:
                nbl.Status = NDIS_STATUS_SUCCESS
                # The ring is small: NDIS is asked to copy, the buffer is back with the call.
                NdisMIndicateReceiveNetBufferLists(nbl, resources=True, at_dispatch=True)
                with self.lock:
                    self.free.append(nbl)
                self.ended()

    # OID requests.

    def MiniportOidRequest(self, OidRequest):
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        pass

    def MiniportSynchronousOidRequest(self, OidRequest):
        with self.lock:
            if self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            HwSetIndirectionTable(1, OidRequest.IndirectionTableEntry)
        return NDIS_STATUS_SUCCESS

    # Messages.

    def MiniportMessageInterrupt(self, MessageId, dpc):
        if MessageId == 0:
            HwMaskMessage(self.vectors.first)
        else:
            HwMaskMessage(self.vectors.second)
        dpc.QueueDefaultInterruptDpc = True
        return True                        # a message is never shared

    def MiniportMessageInterruptDPC(self, MessageId):
        if MessageId == 0:
            self.complete_sends()
            self.tell_link()
            self.receive(self.vectors.first)
            self.unmask(self.vectors.first)
        else:
            self.receive(self.vectors.second)
            self.unmask(self.vectors.second)

    def unmask(self, message):
        """What came meanwhile is pending, and interrupts at once."""
        with self.lock:
            if not self.stopping and not self.removed:
                HwUnmaskMessage(message)

    # The line, if NDIS has granted no messages.

    def MiniportInterrupt(self, dpc):
        if not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        self.complete_sends()
        self.tell_link()
        self.receive(self.vectors.first)
        self.receive(self.vectors.second)
        with self.lock:
            if not self.stopping and not self.removed:
                HwEnableInterrupts()
