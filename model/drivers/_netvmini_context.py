"""netvmini, ``adapter.h`` and ``hardware.h``: the adapter context, its flag word, its constants.

What is one word in C is one field here.  ``volatile`` counters and flags of ``adapter.h``, which
the C code changes by interlocked operations or by single stores and reads without a lock, are
``Relaxed``; everything else is ordinary memory.  A list of ``LIST_ENTRY`` items that is only
touched by ``NdisInterlockedXxxList`` calls is a queue touched by ``@interlocked`` functions
(:mod:`._netvmini_tcbrcb`).  "The handle is not NULL" is a field ``has_...``: the C code frees what
has a handle.
"""

from __future__ import annotations

from miniport.model import *

NIC_MAX_BUSY_SENDS = 2                     # hardware.h: 256
NIC_MAX_SENDS_PER_DPC = 2                  # hardware.h: 64
ASYNC_BUSY_CHECKS = 2                      # adapter.c NICAsyncResetOrPauseDpc: 20


class Flag(Enum):
    """Bits of ``MP_ADAPTER.Flags`` (``adapter.h`` ``fMP_...``).

    DISCONNECTED is never set by the C code.
    """

    RESET_IN_PROGRESS = auto()
    HALT_IN_PROGRESS = auto()
    PAUSE_IN_PROGRESS = auto()
    PAUSED = auto()
    SURPRISE_REMOVED = auto()
    LOW_POWER = auto()


class KSPIN_LOCK(SpinLock):
    """A spin lock of the kernel: KeInitializeSpinLock acquires nothing that is to be released."""

    def held(self):
        return False


@atomic
def KeInitializeSpinLock(lock):
    """From here on the lock can be used."""
    lock.state = ResourceState.HELD


class Reserved(Object):
    """The driver's scratch words in the send NBLs (``MiniportReserved``), not driver memory."""

    SendRef: Array[Range[0, 2], NET_BUFFER_LIST]   # SEND_REF_FROM_NBL


class MpGlobal(DriverData):
    """``MP_GLOBAL GlobalData`` of ``miniport.h``: what all adapters of the driver share."""

    Lock = RWLock()
    attached: bool = False                 # this adapter is in AdapterList
    lookaside_initialized: bool = False    # fGLOBAL_LOOKASIDE_INITIALIZED
    miniport_registered: bool = False      # fGLOBAL_MINIPORT_REGISTERED
    lock_allocated: bool = False           # fGLOBAL_LOCK_ALLOCATED


class NetvminiContext(Miniport):
    """``MP_ADAPTER`` with the one ``MP_ADAPTER_RECEIVE_DPC`` of an adapter without VMQ."""

    GlobalData = MpGlobal()
    reserved = Reserved()

    context = Memory()
    Flags: Set[Flag]

    # Sends.
    TcbMemoryBlock = Memory()
    has_TcbMemoryBlock: bool = False
    FreeTcbListLock = SpinLock()
    FreeTcbs: Count = 0                    # FreeTcbList: free TCBs are all alike
    SendWaitListLock = SpinLock()
    SendWaitList: Queue[NET_BUFFER_LIST]   # one NET_BUFFER per NET_BUFFER_LIST
    BusyTcbListLock = SpinLock()
    BusyTcbList: Queue[NET_BUFFER_LIST]    # Tcb->NetBuffer of each busy TCB
    SendPathSpinLock = KSPIN_LOCK()
    SendCompleteTimer = TimerObject("TXSendCompleteDpc")
    has_SendCompleteTimer: bool = False
    SendCompleteWorkItem = IoWorkItem("TXSendCompleteWorkItem")
    has_SendCompleteWorkItem: bool = False
    SendCompleteWorkItemQueued: Relaxed[bool] = False
    SendCompleteWorkItemRunning: Relaxed[bool] = False
    nBusySend: Relaxed[Count] = 0

    # Receives: RCB and receive NBL are one to one, so the NBL stands for both.
    RcbMemoryBlock = Memory()
    has_RcbMemoryBlock: bool = False
    FreeRcbListLock = SpinLock()
    FreeRcbList: Queue[RECEIVE_NET_BUFFER_LIST]
    RecvNblPool = NetBufferListPool()
    has_RecvNblPool: bool = False
    ReceiveListLock = SpinLock()           # ReceiveBlock[0]
    ReceiveList: Queue[RECEIVE_NET_BUFFER_LIST]
    PendingReceives: Relaxed[Count] = 0
    RecvDpcListLock = SpinLock()
    in_RecvDpcList: bool = False           # RecvDpcList holds the default receive DPC
    RxQueueLock = RWLock()                 # VMQData.RxQueues[0..7].QueueLock, all eight as one
    has_RxQueueLock: bool = False

    # DefaultRecvDpc: a block of its own, freed with the context.
    DefaultRecvDpc = Memory()
    has_DefaultRecvDpc: bool = False
    RecvDpc = Kdpc("RXReceiveIndicateDpc")
    RecvWorkItem = IoWorkItem("RXReceiveIndicateWorkItem")
    has_RecvWorkItem: bool = False
    RecvWorkItemQueued: Relaxed[bool] = False
    owns_RecvBlock: bool = False           # RecvBlock[0]

    # Pause and reset that complete later.
    AsyncBusyCheckTimer = TimerObject("NICAsyncResetOrPauseDpc")
    has_AsyncBusyCheckTimer: bool = False
    AsyncBusyCheckCount: Range[0, ASYNC_BUSY_CHECKS + 1] = 0

    registry = Configuration()

    def MP_SET_FLAG(self, flag):
        """``Flags |= flag``: a load and a store of the whole word, not interlocked."""
        # adapter.h MP_SET_FLAG
        word: Set[Flag] = self.Flags
        word.add(flag)
        self.Flags = word

    def MP_CLEAR_FLAG(self, flag):
        """``Flags &= ~flag``: a load and a store of the whole word, not interlocked."""
        # adapter.h MP_CLEAR_FLAG
        word: Set[Flag] = self.Flags
        word.discard(flag)
        self.Flags = word

    @atomic
    def MP_TEST_FLAG(self, flag):
        """One load of the word."""
        # adapter.h MP_TEST_FLAG
        return flag in self.Flags

    @atomic
    def MP_IS_READY(self):
        """One load of the word: none of its bits but SURPRISE_REMOVED is set."""
        # adapter.h MP_IS_READY
        return not (
            Flag.RESET_IN_PROGRESS in self.Flags
            or Flag.HALT_IN_PROGRESS in self.Flags
            or Flag.PAUSE_IN_PROGRESS in self.Flags
            or Flag.PAUSED in self.Flags
            or Flag.LOW_POWER in self.Flags
        )
