"""The reference driver for NDIS ports: a virtual switch, complete and correct.  Copy from it.

What is sent on one of its ports is received on the other; what is sent on the default port is for
the switch itself.  The uplink port is there as long as the adapter; the port of the guest comes
and goes while the adapter runs, as a control frame or a request says: a work item does that,
because port events need PASSIVE_LEVEL and must not be told inside a request.  The driver controls
its default port, so that nobody is bound to a half-made adapter.

Three decisions carry the design:

* ``number`` and ``open`` of a port are two things.  The paths from above know a port by its number
  before it is activated and until it is deactivated; only in between, while it is ``open``, is it
  named in indications.
* A port is closed flag first (under the lock); then the work item waits until the last receive of
  the port is back, and only then deactivates it.
* The work item begins only while the adapter runs, and counts for a pause like a send: no port
  is allocated when MiniportHaltEx is called.
"""

from __future__ import annotations

from miniport.model import *


class Flow(Enum):
    """What the driver does with network data."""

    PAUSED = auto()
    RUNNING = auto()
    PAUSING = auto()


class Step(IntEnum):
    """What MiniportInitializeEx has acquired, in order; it is released backwards."""

    MEMORY = auto()
    POOL = auto()
    LOCK = auto()
    WORK_ITEM = auto()
    PORT = auto()
    UPLINK = auto()
    READY = auto()


class Multiport(Miniport):
    """A switch with an uplink port, a port for a guest, and its default port."""

    bus_manages_power: Final = False       # a switch in software
    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = True

    context = Memory()
    pool = NetBufferListPool()
    lock = SpinLock()
    work_item = IoWorkItem("OnWorkItem")
    uplink = Port()
    guest = Port()
    quiet = NdisEvent()                    # no receive of the guest's port is above

    flow: Flow = Flow.PAUSED
    removed: bool = False
    busy: Count = 0                        # what holds up a pause
    free: Queue[RECEIVE_NET_BUFFER_LIST]   # the receive pool

    uplink_number: Range[0, 3] = 0
    guest_number: Range[0, 3] = 0          # 0: there is none
    guest_open: bool = False               # it may be named in indications
    guest_busy: Count = 0                  # its receives above, and running indications
    guest_receives: Set[RECEIVE_NET_BUFFER_LIST]
    closing: bool = False                  # the work item waits for the last of them
    wanted: bool = False                   # there is a guest
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
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.pool)
            if nbl is None:
                return Step.POOL
            self.free.append(nbl)
        NdisAllocateSpinLock(self.lock)
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisMSetMiniportAttributes(MiniportAttributes.GENERAL) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        if NdisAllocateIoWorkItem(self.work_item) != NDIS_STATUS_SUCCESS:
            return Step.LOCK
        NdisInitializeEvent(self.quiet)
        if NdisMAllocatePort(self.uplink) != NDIS_STATUS_SUCCESS:
            return Step.WORK_ITEM
        # The number is known before the port is active: requests come during the activation.
        self.uplink_number = self.uplink.PortNumber
        self.wanted = True
        if not self.activate(self.uplink):
            return Step.PORT
        # The default port comes last, and alone: now those above bind to the adapter.
        if not self.activate(DEFAULT_PORT):
            return Step.UPLINK
        return Step.READY

    def unbuild(self, step):
        """Release what was acquired up to ``step``, in reverse order."""
        if step >= Step.READY:
            self.deactivate(DEFAULT_PORT)  # closes the bindings
        if step >= Step.UPLINK:
            self.deactivate(self.uplink)
        if step >= Step.PORT:
            NdisMFreePort(self.uplink)
        if step >= Step.WORK_ITEM:
            NdisFreeIoWorkItem(self.work_item)
        if step >= Step.LOCK:
            NdisFreeSpinLock(self.lock)
        if step >= Step.POOL:
            while self.free:
                NdisFreeNetBufferList(self.free.popleft())
            NdisFreeNetBufferListPool(self.pool)
        NdisFreeMemory(self.context)

    def activate(self, port):
        """Activate a port that the paths from above already know; whether it is active."""
        return NdisMNetPnPEvent(
            NET_PNP_EVENT_CODE.NetEventPortActivation, (port,)
        ) == NDIS_STATUS_SUCCESS

    def deactivate(self, port):
        """Deactivate a port of which nothing is above; requests for it come until it returns."""
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (port,))

    def MiniportHaltEx(self, HaltAction):
        # The pause before has waited for the work item and for every receive.
        with self.lock:
            present = self.guest_number != 0
        if present:
            self.deactivate(self.guest)
            NdisMFreePort(self.guest)
        self.unbuild(Step.READY)

    def MiniportShutdownEx(self, ShutdownAction):
        pass                               # there is no device

    # Pause, restart, removal.

    def MiniportRestart(self):
        with self.lock:
            self.flow = Flow.RUNNING
            start = self.begin_work()
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_SUCCESS

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSING
            drained = self.drained()
        return NDIS_STATUS_SUCCESS if drained else NDIS_STATUS_PENDING

    def drained(self):
        """Whether the pause in progress is to be completed now, by the caller.  (Lock held.)"""
        if self.flow == Flow.PAUSING and self.busy == 0:
            self.flow = Flow.PAUSED
            return True
        return False

    def ended(self):
        """One thing that holds up a pause is over: the caller's last act."""
        with self.lock:
            self.busy -= 1
            drained = self.drained()
        if drained:
            NdisMPauseComplete()

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            with self.lock:
                self.removed = True

    # Sends and receives.

    def knows(self, number):
        """Whether the number stands for a port of the adapter.  (Lock held.)"""
        return number == 0 or number == self.uplink_number or number == self.guest_number

    def refusal(self, number):
        """Why a send is not accepted now, or NDIS_STATUS_SUCCESS.  (Lock held.)"""
        if self.removed:
            return NDIS_STATUS_NOT_ACCEPTED
        if self.flow != Flow.RUNNING:
            return NDIS_STATUS_PAUSED
        if not self.knows(number):
            return NDIS_STATUS_INVALID_PORT
        return NDIS_STATUS_SUCCESS

    def MiniportSendNetBufferLists(self, NetBufferList):
        number = NetBufferList.PortNumber
        copy: RECEIVE_NET_BUFFER_LIST = None
        start = False
        with self.lock:
            status = self.refusal(number)
            accepted = status == NDIS_STATUS_SUCCESS
            to_guest = number == self.uplink_number
            target = self.guest_number if to_guest else self.uplink_number
            if accepted:
                self.busy += 1
                if number == 0:
                    start = self.obey()
                else:
                    copy = self.take_copy(to_guest)
        if copy is not None:
            self.receive(copy, target, to_guest)
        if start:
            NdisQueueIoWorkItem(self.work_item)
        NdisMSendNetBufferListsComplete(NetBufferList, status)
        if accepted:
            self.ended()

    def take_copy(self, to_guest) -> RECEIVE_NET_BUFFER_LIST:
        """A buffer for what is received on the other port, counted for what comes, or None: there
        is no guest, or no buffer left.  (Lock held.)"""
        if not self.guest_open or not self.free:
            return None
        copy = self.free.popleft()
        # Counted twice, before the call: the buffer until it is back, the call until it is over.
        self.busy += 2
        if to_guest:
            self.guest_busy += 2
            self.guest_receives.add(copy)
        return copy

    def receive(self, copy, target, to_guest):
        """Indicate a receive on the port."""
        copy.Status = NDIS_STATUS_SUCCESS
        NdisMIndicateReceiveNetBufferLists(copy, PortNumber=target)
        if to_guest:
            self.guest_ended()
        self.ended()

    def guest_ended(self):
        """A receive of the guest's port, or the call that indicated it, is over."""
        with self.lock:
            self.guest_busy -= 1
            quiet = self.closing and self.guest_busy == 0
            if quiet:
                self.closing = False
        if quiet:
            NdisSetEvent(self.quiet)

    def MiniportReturnNetBufferLists(self, NetBufferList):
        with self.lock:
            self.free.append(NetBufferList)
            of_guest = NetBufferList in self.guest_receives
            self.guest_receives.discard(NetBufferList)
        if of_guest:
            self.guest_ended()
        self.ended()

    def MiniportCancelSend(self, CancelId):
        pass                               # no send waits in the driver

    # Requests and the work item.

    def obey(self):
        """Do as a control frame or a request says, which is not in the model: the guest has come,
        or gone.  Whether the caller has to queue the work item.  (Lock held.)"""
        self.wanted = maybe()
        return self.begin_work()

    def begin_work(self):
        """Whether the caller has to queue the work item.  (Lock held.)"""
        start = (
            self.flow == Flow.RUNNING and not self.removed and not self.working
            and self.wanted != (self.guest_number != 0)
        )
        if start:
            self.working = True
            self.busy += 1
        return start

    def MiniportOidRequest(self, OidRequest):
        return self.answer(OidRequest.PortNumber)

    def MiniportDirectOidRequest(self, OidRequest):
        return self.answer(OidRequest.PortNumber)

    def answer(self, number):
        """Answer a request at once: no event of the work item has to wait for it."""
        start = False
        with self.lock:
            if self.removed:
                return NDIS_STATUS_NOT_ACCEPTED
            if not self.knows(number):
                return NDIS_STATUS_INVALID_PORT
            if number == 0:
                start = self.obey()
        if start:
            NdisQueueIoWorkItem(self.work_item)
        return NDIS_STATUS_SUCCESS

    def MiniportCancelOidRequest(self, RequestId):
        pass                               # no request is pended

    def MiniportCancelDirectOidRequest(self, RequestId):
        pass

    def OnWorkItem(self):
        working = True
        while working:
            with self.lock:
                present = self.guest_number != 0
                self.working = self.flow == Flow.RUNNING and self.wanted != present
                working = self.working
            if working:
                if present:
                    self.remove_guest()
                else:
                    self.add_guest()
        self.ended()

    def add_guest(self):
        """Allocate and activate the guest's port; without one there is no guest."""
        added = NdisMAllocatePort(self.guest) == NDIS_STATUS_SUCCESS
        if added:
            number = self.guest.PortNumber
            with self.lock:
                self.guest_number = number
            added = self.activate(self.guest)
            if not added:
                NdisMFreePort(self.guest)
        with self.lock:
            if added:
                self.guest_open = True
            else:
                self.guest_number = 0
                self.wanted = False
        if added:
            NdisMIndicateStatusEx(NDIS_STATUS_CODE.PORT_STATE, PortNumber=number)

    def remove_guest(self):
        """Close, drain, deactivate and free the guest's port."""
        with self.lock:
            self.guest_open = False
            self.closing = self.guest_busy > 0
            waits = self.closing
        if waits:
            NdisWaitEvent(self.quiet)
            NdisResetEvent(self.quiet)
        self.deactivate(self.guest)
        with self.lock:
            self.guest_number = 0
        NdisMFreePort(self.guest)
