"""netvmini, ``adapter.c``: the life cycle of an adapter, NDIS 6.30, VMQ off in the registry.

``NICAsyncResetOrPauseDpc`` gives up after ASYNC_BUSY_CHECKS ticks; the C code after 20, that is
two seconds.  The count only delays giving up: which tick is the last makes no difference to what
can happen before and after it, so a small count shows both outcomes, going on and giving up.
With the option ``long_delays`` off it never gives up: nobody is held up for two seconds.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_context import (
    ASYNC_BUSY_CHECKS,
    NIC_MAX_BUSY_SENDS,
    Flag,
    KeInitializeSpinLock,
)
from ._netvmini_ctrlpath import NetvminiControlPath


class NetvminiAdapter(NetvminiControlPath):
    """Initialize, halt, pause, restart, reset, shutdown, PnP events."""

    # adapter.c MPInitializeEx: AttributeFlags of the registration attributes.
    NDIS_MINIPORT_ATTRIBUTES_SURPRISE_REMOVE_OK: Final = True
    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = True

    def MiniportInitializeEx(self):
        # adapter.c MPInitializeEx
        status = self.NICAllocAdapter()
        if status == NDIS_STATUS_SUCCESS:
            status = self.initialize_allocated()
        if status != NDIS_STATUS_SUCCESS and self.context.held():
            self.NICFreeAdapter()
        return status

    def initialize_allocated(self):
        """The steps after NICAllocAdapter, up to the first that fails."""
        # adapter.c MPInitializeEx
        status = NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION)
        if status != NDIS_STATUS_SUCCESS:
            return status
        status = self.NICReadRegParameters()
        if status != NDIS_STATUS_SUCCESS:
            return status
        if not self.NICAllocReceiveDpc():
            return NDIS_STATUS_RESOURCES
        self.NICInitializeReceiveBlock()
        NdisAllocateSpinLock(self.FreeRcbListLock)
        status = self.NICAllocRCBData()
        if status != NDIS_STATUS_SUCCESS:
            return status
        status = NdisMSetMiniportAttributes(MiniportAttributes.GENERAL)
        if status != NDIS_STATUS_SUCCESS:
            return status
        # vmq.c InitializeRxQueueMPConfig
        status = NdisMSetMiniportAttributes(MiniportAttributes.OTHER)
        if status != NDIS_STATUS_SUCCESS:
            return status
        # qos.c InitializeQOSConfig
        status = NdisMSetMiniportAttributes(MiniportAttributes.OTHER)
        # mphal.c HWInitialize: looks at the resources, cannot fail.
        return status

    def NICAllocAdapter(self):
        # adapter.c NICAllocAdapter
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisZeroMemory(self.context)
        NdisAllocateSpinLock(self.FreeTcbListLock)
        NdisAllocateSpinLock(self.SendWaitListLock)
        NdisAllocateSpinLock(self.BusyTcbListLock)
        KeInitializeSpinLock(self.SendPathSpinLock)
        if NdisAllocateMemoryWithTagPriority(self.TcbMemoryBlock) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        self.has_TcbMemoryBlock = True
        NdisZeroMemory(self.TcbMemoryBlock)        # the TCBs go to FreeTcbList one by one
        self.FreeTcbs = NIC_MAX_BUSY_SENDS
        if NdisAllocateTimerObject(self.SendCompleteTimer) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        self.has_SendCompleteTimer = True
        if NdisAllocateIoWorkItem(self.SendCompleteWorkItem) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        self.has_SendCompleteWorkItem = True
        NdisAllocateSpinLock(self.RecvDpcListLock)
        if NdisAllocateTimerObject(self.AsyncBusyCheckTimer) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        self.has_AsyncBusyCheckTimer = True
        # vmq.c AllocateVMQData
        if NdisAllocateRWLock(self.RxQueueLock) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        self.has_RxQueueLock = True
        return NDIS_STATUS_SUCCESS

    def NICReadRegParameters(self):
        # adapter.c NICReadRegParameters
        if NdisOpenConfigurationEx(self.registry) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_FAILURE
        NdisCloseConfiguration(self.registry)
        return NDIS_STATUS_SUCCESS

    def NICAllocReceiveDpc(self):
        """Whether the receive DPC with its work item could be made."""
        # adapter.c NICAllocReceiveDpc
        if NdisAllocateMemoryWithTagPriority(self.DefaultRecvDpc) != NDIS_STATUS_SUCCESS:
            return False
        NdisZeroMemory(self.DefaultRecvDpc)
        if NdisAllocateIoWorkItem(self.RecvWorkItem) != NDIS_STATUS_SUCCESS:
            self.NICFreeReceiveDpc()
            return False
        self.has_RecvWorkItem = True
        # KeSetTargetProcessorDpcEx does not fail for processor 0 of group 0.
        NdisAcquireSpinLock(self.RecvDpcListLock)
        self.in_RecvDpcList = True
        NdisReleaseSpinLock(self.RecvDpcListLock)
        # adapter.c NICReceiveDpcSetOwnership
        self.owns_RecvBlock = True
        self.has_DefaultRecvDpc = True
        return True

    def NICFreeReceiveDpc(self):
        # adapter.c NICFreeReceiveDpc
        if self.has_RecvWorkItem:
            NdisFreeIoWorkItem(self.RecvWorkItem)
            self.has_RecvWorkItem = False
        NdisFreeMemory(self.DefaultRecvDpc)

    def NICInitializeReceiveBlock(self):
        # adapter.c NICInitializeReceiveBlock
        NdisAllocateSpinLock(self.ReceiveListLock)

    def NICAllocRCBData(self):
        # adapter.c NICAllocRCBData
        if NdisAllocateNetBufferListPool(self.RecvNblPool) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        self.has_RecvNblPool = True
        if NdisAllocateMemoryWithTagPriority(self.RcbMemoryBlock) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        self.has_RcbMemoryBlock = True
        NdisZeroMemory(self.RcbMemoryBlock)
        for _ in tokens(RECEIVE_NET_BUFFER_LIST):
            nbl = NdisAllocateNetBufferList(self.RecvNblPool)
            if nbl is None:
                return NDIS_STATUS_RESOURCES
            self.insert_free_rcb(nbl)
        return NDIS_STATUS_SUCCESS

    def NICFreeAdapter(self):
        """Every handle that is not NULL; the four list locks and RecvDpcListLock in any case."""
        # adapter.c NICFreeAdapter
        if self.has_AsyncBusyCheckTimer:
            NdisFreeTimerObject(self.AsyncBusyCheckTimer)
            self.has_AsyncBusyCheckTimer = False
        if self.has_SendCompleteTimer:
            NdisFreeTimerObject(self.SendCompleteTimer)
            self.has_SendCompleteTimer = False
        if self.has_SendCompleteWorkItem:
            NdisFreeIoWorkItem(self.SendCompleteWorkItem)
            self.has_SendCompleteWorkItem = False
        while True:
            nbl = self.remove_free_rcb()
            if nbl is None:
                break
            NdisFreeNetBufferList(nbl)
        if self.has_RecvNblPool:
            NdisFreeNetBufferListPool(self.RecvNblPool)
            self.has_RecvNblPool = False
        if self.has_RcbMemoryBlock:
            NdisFreeMemory(self.RcbMemoryBlock)
            self.has_RcbMemoryBlock = False
        if self.has_DefaultRecvDpc:
            # adapter.c NICReceiveDpcRemoveOwnership
            self.owns_RecvBlock = False
            self.has_DefaultRecvDpc = False
        if self.has_TcbMemoryBlock:
            NdisFreeMemory(self.TcbMemoryBlock)
            self.has_TcbMemoryBlock = False
        NdisFreeSpinLock(self.FreeTcbListLock)
        NdisFreeSpinLock(self.SendWaitListLock)
        NdisFreeSpinLock(self.BusyTcbListLock)
        NdisFreeSpinLock(self.FreeRcbListLock)
        # vmq.c FreeVMQData
        if self.has_RxQueueLock:
            NdisFreeRWLock(self.RxQueueLock)
        if self.in_RecvDpcList:
            self.in_RecvDpcList = False
            self.NICFreeReceiveDpc()
        NdisFreeSpinLock(self.RecvDpcListLock)
        NdisFreeMemory(self.context)

    def NICIsBusy(self):
        """Two loads: the sends, then, if there are none, the receives."""
        # adapter.c NICIsBusy
        if self.nBusySend > 0:
            return True
        return self.PendingReceives > 0

    def MiniportPause(self):
        # adapter.c MPPause
        self.MP_SET_FLAG(Flag.PAUSE_IN_PROGRESS)
        self.NICStopTheDatapath()
        if self.NICIsBusy():
            self.NICScheduleTheResetOrPauseDpc(False)
            return NDIS_STATUS_PENDING
        self.MP_SET_FLAG(Flag.PAUSED)
        self.MP_CLEAR_FLAG(Flag.PAUSE_IN_PROGRESS)
        return NDIS_STATUS_SUCCESS

    def MiniportRestart(self):
        # adapter.c MPRestart
        word: Set[Flag] = self.Flags
        word.discard(Flag.PAUSE_IN_PROGRESS)
        word.discard(Flag.PAUSED)
        self.Flags = word
        self.NICStartTheDatapath()
        return NDIS_STATUS_SUCCESS

    def MiniportHaltEx(self, HaltAction):
        # adapter.c MPHaltEx
        self.MP_SET_FLAG(Flag.HALT_IN_PROGRESS)
        if not self.MP_TEST_FLAG(Flag.SURPRISE_REMOVED):
            self.MiniportShutdownEx(NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff)
        self.NICStopTheDatapath()
        while (
            self.NICIsBusy()
            or self.SendCompleteWorkItemQueued
            or self.SendCompleteWorkItemRunning
        ):
            NdisMSleep()
        self.NICFreeAdapter()

    def MiniportResetEx(self, AddressingReset):
        # adapter.c MPResetEx
        AddressingReset.value = False
        if self.MP_TEST_FLAG(Flag.RESET_IN_PROGRESS):
            return NDIS_STATUS_RESET_IN_PROGRESS
        self.MP_SET_FLAG(Flag.RESET_IN_PROGRESS)
        self.TXFlushSendQueue(NDIS_STATUS_RESET_IN_PROGRESS)
        if self.NICIsBusy():
            self.NICScheduleTheResetOrPauseDpc(False)
            return NDIS_STATUS_PENDING
        self.MP_CLEAR_FLAG(Flag.RESET_IN_PROGRESS)
        return NDIS_STATUS_SUCCESS

    def NICScheduleTheResetOrPauseDpc(self, fReschedule):
        # adapter.c NICScheduleTheResetOrPauseDpc
        if not fReschedule:
            self.AsyncBusyCheckCount = 0
        NdisSetTimerObject(self.AsyncBusyCheckTimer)

    def NICAsyncResetOrPauseDpc(self):
        """One timer for both: a tick ends at most one of them, the pause first."""
        # adapter.c NICAsyncResetOrPauseDpc
        if self.MP_TEST_FLAG(Flag.PAUSE_IN_PROGRESS) or self.MP_TEST_FLAG(Flag.RESET_IN_PROGRESS):
            status = NDIS_STATUS_SUCCESS
            fBusy = self.NICIsBusy()
            if fBusy and not self.enough_busy_checks():
                self.NICScheduleTheResetOrPauseDpc(True)
            else:
                if fBusy:
                    status = NDIS_STATUS_FAILURE
                if self.MP_TEST_FLAG(Flag.PAUSE_IN_PROGRESS):
                    self.MP_SET_FLAG(Flag.PAUSED)
                    self.MP_CLEAR_FLAG(Flag.PAUSE_IN_PROGRESS)
                    NdisMPauseComplete()
                elif self.MP_TEST_FLAG(Flag.RESET_IN_PROGRESS):
                    self.MP_CLEAR_FLAG(Flag.RESET_IN_PROGRESS)
                    NdisMResetComplete(status, False)

    @atomic
    def enough_busy_checks(self):
        """Count a busy tick; whether it is one too many.  (Never, in a scope without delays.)"""
        # adapter.c NICAsyncResetOrPauseDpc
        if not options.long_delays:
            return False
        self.AsyncBusyCheckCount += 1
        return self.AsyncBusyCheckCount > ASYNC_BUSY_CHECKS

    def MiniportShutdownEx(self, ShutdownAction):
        # adapter.c MPShutdownEx
        pass

    def MiniportCheckForHangEx(self):
        # adapter.c MPCheckForHangEx
        return False

    def MiniportDevicePnPEventNotify(self, NetDevicePnPEvent):
        # adapter.c MPDevicePnpEventNotify
        if NetDevicePnPEvent == NET_DEVICE_PNP_EVENT.NdisDevicePnPEventSurpriseRemoved:
            self.MP_SET_FLAG(Flag.SURPRISE_REMOVED)
