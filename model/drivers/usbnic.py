"""A reference driver for a NIC on USB: a WDM lower edge, no interrupt, no registers.

The driver talks to its device by three IRPs to the bus driver, allocated once and used again and
again: a read of the pipe on which frames arrive, a write for sends, and an idle request.

Four decisions carry the design:

* ``lock`` protects every field.  It is never held over IoCallDriver or IoCancelIrp, which may run
  a completion routine before they return.  That an IRP is in use is decided under the lock, and
  there it is prepared (IoReuseIrp): a cancel that comes before IoCallDriver is not lost.
* What the driver has begun is counted: ``sends``, ``receiving``, ``working``.  Whoever ends the
  last one completes what waits for it: a pause, or the request to go to low power.
* An IRP is given up by cancelling it and waiting for its completion routine, nothing else: it may
  end successfully at the same moment, and if the device is gone it ends in no other way.
* The memory of the read belongs to one receive NBL: it is read into only while that NBL is here.
"""

from __future__ import annotations

from miniport.model import *


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
    RUNNING = auto()
    PAUSING = auto()


class Sleep(Enum):
    """How far OID_PNP_SET_POWER(Dx) is."""

    AWAKE = auto()
    FALLING = auto()                       # what was begun has to end first
    ASLEEP = auto()


class Step(IntEnum):
    """What MiniportInitializeEx has acquired, in order; MiniportHaltEx releases it backwards."""

    MEMORY = auto()
    POOL = auto()
    LOCK = auto()
    WORK_ITEM = auto()
    READ = auto()
    WRITE = auto()
    IDLE_REQUEST = auto()
    READY = auto()


class UsbNic(Miniport):
    """A NIC with one read, one write and one idle request under way at most."""

    context = Memory()
    pool = NetBufferListPool()
    lock = SpinLock()
    work_item = IoWorkItem("OnWorkItem")
    work_done = NdisEvent()
    read = UsbBulkInIrp("OnRead")
    write = UsbBulkOutIrp("OnWritten")
    idle_request = UsbIdleRequestIrp("OnIdleEnded", "OnIdle")

    flow: Flow = Flow.PAUSED
    sleep: Sleep = Sleep.AWAKE
    removed: bool = False
    stopping: bool = False                 # MiniportHaltEx has begun
    sends: Count = 0                       # accepted, not completed
    queue: Queue[NET_BUFFER_LIST]          # sends that wait for the write
    writing: NET_BUFFER_LIST = None        # the send the write is used for
    buffer: RECEIVE_NET_BUFFER_LIST = None     # what the read reads into, when it is here
    receiving: bool = False                # the read is under way, or its NBL is being indicated
    oid: NDIS_OID_REQUEST = None           # waits for the work item
    set_power: NDIS_OID_REQUEST = None     # waits for what was begun
    working: bool = False                  # the work item is queued or running

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
        self.buffer = NdisAllocateNetBufferList(self.pool)
        if self.buffer is None:
            NdisFreeNetBufferListPool(self.pool)
            return Step.MEMORY
        NdisAllocateSpinLock(self.lock)
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisAllocateIoWorkItem(self.work_item) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        NdisInitializeEvent(self.work_done)
        if IoAllocateIrp(self.read) != NDIS_STATUS_SUCCESS:
            return Step.WORK_ITEM
        if IoAllocateIrp(self.write) != NDIS_STATUS_SUCCESS:
            return Step.READ
        if IoAllocateIrp(self.idle_request) != NDIS_STATUS_SUCCESS:
            return Step.WRITE
        return Step.READY

    def unbuild(self, step):
        """Release what was acquired up to ``step``, in reverse order."""
        if step >= Step.IDLE_REQUEST:
            IoFreeIrp(self.idle_request)
        if step >= Step.WRITE:
            IoFreeIrp(self.write)
        if step >= Step.READ:
            IoFreeIrp(self.read)
        if step >= Step.WORK_ITEM:
            NdisFreeIoWorkItem(self.work_item)
        if step >= Step.LOCK:
            NdisFreeSpinLock(self.lock)
        if step >= Step.POOL:
            NdisFreeNetBufferList(self.buffer)
            NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        # No IRP is under way: the pause has waited for them.  The work item may be.
        with self.lock:
            self.stopping = True
            working = self.working
        if working:
            NdisWaitEvent(self.work_done)
        self.unbuild(Step.READY)

    def MiniportShutdownEx(self, ShutdownAction):
        pass                                   # the device loses its power with the machine

    # Pause, restart, removal.

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RUNNING
            start = self.begin_read()
        if start:
            IoCallDriver(self.read)
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
            drained = self.drained()
        if drained:
            return NDIS_STATUS_SUCCESS
        IoCancelIrp(self.read)
        return NDIS_STATUS_PENDING

    def drained(self):
        """Whether the pause in progress is to be completed now, by the caller.  (Lock held.)"""
        if (
            self.flow == Flow.PAUSING
            and self.sends == 0 and not self.receiving and self.buffer is not None
        ):
            self.flow = Flow.PAUSED
            return True
        return False

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            with self.lock:
                self.removed = True
            IoCancelIrp(self.idle_request)
            IoCancelIrp(self.read)
            IoCancelIrp(self.write)
            # The write ends with the send it has; those behind it are not begun any more.
            found = True
            while found:
                with self.lock:
                    nbl: NET_BUFFER_LIST = None
                    if self.queue:
                        nbl = self.queue.popleft()
                    found = nbl is not None
                if found:
                    self.complete_send(nbl, NDIS_STATUS_NOT_ACCEPTED)
            oid = self.take_oid()
            if oid is not None:
                NdisMOidRequestComplete(oid, NDIS_STATUS_NOT_ACCEPTED)

    # Sends.

    def refusal(self):
        """Why a send is not accepted now, or NDIS_STATUS_SUCCESS.  (Lock held.)"""
        if self.removed:
            return NDIS_STATUS_NOT_ACCEPTED
        if self.flow != Flow.RUNNING:
            return NDIS_STATUS_PAUSED
        if self.sleep != Sleep.AWAKE:
            return NDIS_STATUS_LOW_POWER_STATE
        return NDIS_STATUS_SUCCESS

    def MiniportSendNetBufferLists(self, NetBufferList):
        start = False
        with self.lock:
            status = self.refusal()
            if status == NDIS_STATUS_SUCCESS:
                self.sends += 1
                self.queue.append(NetBufferList)
                start = self.begin_write()
        if start:
            IoCallDriver(self.write)
        if status != NDIS_STATUS_SUCCESS:
            NdisMSendNetBufferListsComplete(NetBufferList, status)

    def begin_write(self):
        """Take the next send for the write, if both are there; whether the caller has to give the
        write to the bus driver.  (Lock held.)"""
        if self.writing is not None or not self.queue:
            return False
        self.writing = self.queue.popleft()
        IoReuseIrp(self.write)
        UsbBuildInterruptOrBulkTransferRequest(self.write, self.writing)
        return True

    def OnWritten(self):
        with self.lock:
            nbl = self.writing
            self.writing = None
            start = self.begin_write()
            removed = self.removed
        if self.write.Status == STATUS_SUCCESS:
            status = NDIS_STATUS_SUCCESS
        elif removed:
            status = NDIS_STATUS_NOT_ACCEPTED
        else:
            status = NDIS_STATUS_FAILURE
        if start:
            IoCallDriver(self.write)
        self.complete_send(nbl, status)

    def complete_send(self, nbl, status):
        """Complete a send that is in no queue any more."""
        NdisMSendNetBufferListsComplete(nbl, status)
        # Counted down only now: a pause is not complete before NDIS has the buffer back.
        with self.lock:
            self.sends -= 1
            drained = self.drained()
            oid = self.settled()
        self.announce(drained, oid)

    def announce(self, drained, oid):
        """Complete the pause or the request that waited for the caller: the caller's last act,
        because NDIS may halt the adapter as soon as it hears of it."""
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        if drained:
            NdisMPauseComplete()

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

    # Receives.

    def begin_read(self):
        """Prepare the read if there is memory for it; whether the caller has to give it to the bus
        driver.  (Lock held.)"""
        if (
            self.flow != Flow.RUNNING or self.sleep != Sleep.AWAKE or self.removed
            or self.receiving or self.buffer is None
        ):
            return False
        self.receiving = True
        IoReuseIrp(self.read)
        UsbBuildInterruptOrBulkTransferRequest(self.read, self.buffer)
        return True

    def OnRead(self):
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            if self.read.Status == STATUS_SUCCESS and self.flow == Flow.RUNNING:
                # Away before the call: it may be back before that returns.
                nbl = self.buffer
                self.buffer = None
        if nbl is not None:
            nbl.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceiveNetBufferLists(nbl)
        with self.lock:
            self.receiving = False
            # A read that failed is not repeated before the next restart, or it would go on and on.
            start = nbl is not None and self.begin_read()
            drained = self.drained()
            oid = self.settled()
        if start:
            IoCallDriver(self.read)
        self.announce(drained, oid)

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.buffer = NetBufferList
            start = self.begin_read()
            drained = self.drained()
            oid = self.settled()
        if start:
            IoCallDriver(self.read)
        self.announce(drained, oid)

    # OID requests: answered by the device, in a work item.

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_QUERY_POWER:
            return NDIS_STATUS_SUCCESS
        if OidRequest.Oid == NDIS_OID.OID_PM_PARAMETERS:
            return NDIS_STATUS_SUCCESS         # the wake events are not in the model
        if OidRequest.Oid == NDIS_OID.OID_PNP_SET_POWER:
            if OidRequest.DevicePowerState == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
                return self.wake_up()
            return self.fall_asleep(OidRequest)
        with self.lock:
            if self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            self.oid = OidRequest
            start = not self.working
            self.working = True
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_PENDING

    def take_oid(self) -> NDIS_OID_REQUEST:
        """The request that waits, if nobody has taken it; it is the caller's to complete."""
        with self.lock:
            oid = self.oid
            self.oid = None
        return oid

    def MiniportCancelOidRequest(self, RequestId):
        oid = self.take_oid()
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_REQUEST_ABORTED)

    def OnWorkItem(self):
        working = True
        while working:
            with self.lock:
                oid = self.oid
                self.oid = None
                working = oid is not None
                self.working = working
                stopping = self.stopping
                set_power = self.settled()
            if oid is not None:
                NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        if set_power is not None:
            NdisMOidRequestComplete(set_power, NDIS_STATUS_SUCCESS)
        if stopping:
            NdisSetEvent(self.work_done)

    # Power.

    def fall_asleep(self, OidRequest):
        """OID_PNP_SET_POWER(Dx): nothing new is begun, what was begun ends."""
        with self.lock:
            self.sleep = Sleep.FALLING
            self.set_power = OidRequest
            settled = self.settled() is not None
        if settled:
            return NDIS_STATUS_SUCCESS
        IoCancelIrp(self.read)
        return NDIS_STATUS_PENDING

    def settled(self) -> NDIS_OID_REQUEST:
        """The request to go to low power if it is to be completed now, by the caller, else None.
        (Lock held.)"""
        oid: NDIS_OID_REQUEST = None
        if (
            self.sleep == Sleep.FALLING
            and self.sends == 0 and not self.receiving and self.buffer is not None
            and not self.working
        ):
            self.sleep = Sleep.ASLEEP
            oid = self.set_power
            self.set_power = None
        return oid

    def wake_up(self):
        """OID_PNP_SET_POWER(D0): reading begins again."""
        with self.lock:
            self.sleep = Sleep.AWAKE
            start = self.begin_read()
        if start:
            IoCallDriver(self.read)
        return NDIS_STATUS_SUCCESS

    # Selective suspend: the idle notification lives and dies with the idle request.

    def MiniportIdleNotification(self, ForceIdle):
        with self.lock:
            busy = self.sends > 0 and not ForceIdle
            if not busy:
                IoReuseIrp(self.idle_request)
        if busy:
            return NDIS_STATUS_BUSY
        if IoCallDriver(self.idle_request) != STATUS_PENDING:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_PENDING

    def OnIdle(self):
        # Even if the request has been cancelled: it is completed only after this.
        NdisMIdleNotificationConfirm(NDIS_DEVICE_POWER_STATE.NdisDeviceStateD2)

    def MiniportCancelIdleNotification(self):
        IoCancelIrp(self.idle_request)

    def OnIdleEnded(self):
        # What IoCallDriver returns as an error has not become an idle notification.
        if self.idle_request.Status != STATUS_UNSUCCESSFUL:
            NdisMIdleNotificationComplete()
