"""netvmini, ``datapath.c`` (and the one call of ``mphal.c`` with protocol content).

``fAtDispatch`` is the flag DISPATCH_LEVEL of the call; NDIS sets it when the caller is there.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_context import NIC_MAX_SENDS_PER_DPC, Flag
from ._netvmini_tcbrcb import NetvminiControlBlocks


class NetvminiDataPath(NetvminiControlBlocks):
    """Sends, receives, starting and stopping both."""

    # Sends.

    def MiniportSendNetBufferLists(self, NetBufferList):
        # datapath.c MPSendNetBufferLists
        with atomic():
            fAtDispatch = current.irql == DISPATCH_LEVEL
            self.reserved.SendRef[NetBufferList] = 0
        if self.TXNblReference(NetBufferList):
            NetBufferList.Status = NDIS_STATUS_SUCCESS
            self.TXQueueNetBufferForSend(NetBufferList)
            self.TXNblRelease(NetBufferList, fAtDispatch)
        else:
            if self.MP_TEST_FLAG(Flag.RESET_IN_PROGRESS):
                status = NDIS_STATUS_RESET_IN_PROGRESS
            elif self.pausing_or_paused():
                status = NDIS_STATUS_PAUSED
            elif self.MP_TEST_FLAG(Flag.LOW_POWER):
                status = NDIS_STATUS_LOW_POWER_STATE
            else:
                status = NDIS_STATUS_FAILURE       # in C NDIS_STATUS_ADAPTER_NOT_READY
            NdisMSendNetBufferListsComplete(NetBufferList, status, at_dispatch=fAtDispatch)
        self.TXTransmitQueuedSends(fAtDispatch)

    @atomic
    def pausing_or_paused(self):
        """One load of the word for both bits."""
        # datapath.c MPSendNetBufferLists
        return Flag.PAUSE_IN_PROGRESS in self.Flags or Flag.PAUSED in self.Flags

    def TXQueueNetBufferForSend(self, nbl):
        """A second reference for the NET_BUFFER; when that fails it is silently not queued."""
        # datapath.c TXQueueNetBufferForSend
        if self.TXNblReference(nbl):
            self.insert_send_wait(nbl)

    def TXTransmitQueuedSends(self, fAtDispatch):
        """Whoever finds another in here leaves its buffers to him."""
        # datapath.c TXTransmitQueuedSends
        fScheduleTheSendCompleteDpc = False
        if not fAtDispatch:
            KeRaiseIrql()
        if NdisTryAcquireSpinLock(self.SendPathSpinLock):
            NumFramesSent = 0
            while True:
                if NumFramesSent == NIC_MAX_SENDS_PER_DPC:
                    break
                if not self.remove_free_tcb():
                    break
                nbl = self.remove_send_wait()
                if nbl is None:
                    self.insert_free_tcb()
                    break
                self.HWProgramDmaForSend()
                self.insert_busy_tcb(nbl)
                fScheduleTheSendCompleteDpc = True
                NumFramesSent += 1
            NdisDprReleaseSpinLock(self.SendPathSpinLock)
        if not fAtDispatch:
            KeLowerIrql()
        if fScheduleTheSendCompleteDpc:
            self.TXScheduleTheSendComplete()

    def HWProgramDmaForSend(self):
        """The "wire": the frame is copied and delivered to every other adapter at once."""
        # mphal.c HWProgramDmaForSend
        # datapath.c RXDeliverFrameToEveryAdapter
        # Nothing of this adapter is touched under the lock: from acquire to release is one step.
        with atomic():
            NdisAcquireRWLockRead(self.GlobalData.Lock)
            NdisReleaseRWLock(self.GlobalData.Lock)

    def TXScheduleTheSendComplete(self):
        # datapath.c TXScheduleTheSendComplete
        if not self.SendCompleteWorkItemQueued:
            NdisSetTimerObject(self.SendCompleteTimer)

    def WorkItemQueuedForWatchdogAvoidance(self, WorkItem, WorkItemQueued: Ref):
        """Whether the caller, a DPC, is to leave its work to the work item."""
        # datapath.c WorkItemQueuedForWatchdogAvoidance
        if WorkItemQueued:
            return True
        if KeQueryDpcWatchdogInformation():
            if not InterlockedCompareExchange(WorkItemQueued, True, False):
                NdisQueueIoWorkItem(WorkItem)
            return True
        return False

    def TXSendComplete(self):
        # datapath.c TXSendComplete
        fRescheduleThisDpcAgain = True
        NumFramesSent = 0
        while True:
            if NumFramesSent == NIC_MAX_SENDS_PER_DPC:
                break
            nbl = self.TXGetNextTcbToSend()
            if nbl is None:
                fRescheduleThisDpcAgain = False
                break
            self.ReturnTCB(nbl)
            NumFramesSent += 1
        self.TXTransmitQueuedSends(True)
        if fRescheduleThisDpcAgain:
            self.TXScheduleTheSendComplete()

    def TXSendCompleteWorkItem(self):
        # datapath.c TXSendCompleteWorkItem
        self.SendCompleteWorkItemRunning = True
        self.SendCompleteWorkItemQueued = False
        KeRaiseIrql()
        self.TXSendComplete()
        KeLowerIrql()
        self.SendCompleteWorkItemRunning = False

    def TXSendCompleteDpc(self):
        # datapath.c TXSendCompleteDpc
        if not self.WorkItemQueuedForWatchdogAvoidance(
            self.SendCompleteWorkItem, self.SendCompleteWorkItemQueued
        ):
            self.TXSendComplete()

    def TXNblReference(self, nbl):
        """Count first, look at the flags afterwards; whether the adapter is ready."""
        # datapath.c TXNblReference
        NdisInterlockedIncrement(self.nBusySend)
        with atomic():
            ready = self.MP_IS_READY()
            if ready:
                # The NBL is the caller's alone here: its count joins the step before.
                NdisInterlockedIncrement(self.reserved.SendRef[nbl])
        if not ready:
            NdisInterlockedDecrement(self.nBusySend)
        return ready

    def TXNblRelease(self, nbl, fAtDispatch):
        """The last reference completes the NBL; the busy count goes down afterwards."""
        # datapath.c TXNblRelease
        if NdisInterlockedDecrement(self.reserved.SendRef[nbl]) == 0:
            NdisMSendNetBufferListsComplete(nbl, nbl.Status, at_dispatch=fAtDispatch)
        NdisInterlockedDecrement(self.nBusySend)

    def TXFlushSendQueue(self, CompleteStatus):
        # datapath.c TXFlushSendQueue
        while True:
            nbl = self.remove_send_wait()
            if nbl is None:
                break
            nbl.Status = CompleteStatus
            self.TXNblRelease(nbl, False)
        while True:
            nbl = self.TXGetNextTcbToSend()
            if nbl is None:
                break
            nbl.Status = CompleteStatus
            self.ReturnTCB(nbl)

    def MiniportCancelSend(self, CancelId):
        # datapath.c MPCancelSend
        pass

    # Receives.

    def RXQueueFrameOnAdapter(self):
        """A frame arrives from another adapter: in its thread, under the lock of the list."""
        # datapath.c RXQueueFrameOnAdapter
        if self.MP_IS_READY():
            rcb = self.GetRCB()
            if rcb is not None:
                self.insert_receive(rcb)
                self.RXScheduleTheReceiveIndication()

    def RXScheduleTheReceiveIndication(self):
        # datapath.c RXScheduleTheReceiveIndication
        if not self.RecvWorkItemQueued:
            KeInsertQueueDpc(self.RecvDpc)

    def RXReceiveIndicateDpc(self):
        # datapath.c RXReceiveIndicateDpc
        self.RXReceiveIndicate(True)

    def RXReceiveIndicateWorkItem(self):
        # datapath.c RXReceiveIndicateWorkItem
        self.RXReceiveIndicate(False)

    def RXReceiveIndicate(self, AtDpc):
        """One frame a time (in C up to MaxNblCountPerIndicate): then the list is looked at."""
        # datapath.c RXReceiveIndicate
        if AtDpc:
            if self.WorkItemQueuedForWatchdogAvoidance(
                self.RecvWorkItem, self.RecvWorkItemQueued
            ):
                return
        if self.owns_RecvBlock:
            rcb = self.remove_receive()
            if rcb is not None:
                rcb.Status = NDIS_STATUS_SUCCESS
                NdisMIndicateReceiveNetBufferLists(rcb, at_dispatch=AtDpc)
            if not AtDpc:
                InterlockedExchange(self.RecvWorkItemQueued, False)
            # IsListEmpty: without the list's lock.
            if self.ReceiveList:
                KeInsertQueueDpc(self.RecvDpc)

    def MiniportReturnNetBufferLists(self, NetBufferList):
        # datapath.c MPReturnNetBufferLists
        self.ReturnRCB(NetBufferList)
        self.read_next(NetBufferList)

    def read_next(self, nbl):
        """The walk over the chain reads ``Next`` of an NBL that is on the free list already."""
        # datapath.c MPReturnNetBufferLists
        _walked = nbl.Status

    def RXFlushReceiveQueue(self):
        # datapath.c RXFlushReceiveQueue
        self.NICFlushReceiveBlock()

    # Start and stop.

    def NICStartTheDatapath(self):
        # datapath.c NICStartTheDatapath
        self.MPAttachAdapter()

    def NICStopTheDatapath(self):
        # datapath.c NICStopTheDatapath
        self.MPDetachAdapter()
        self.TXFlushSendQueue(NDIS_STATUS_FAILURE)
        NdisCancelTimerObject(self.AsyncBusyCheckTimer)
        KeRemoveQueueDpc(self.RecvDpc)
        NdisCancelTimerObject(self.SendCompleteTimer)
        KeFlushQueuedDpcs()
        self.RXFlushReceiveQueue()
        self.TXFlushSendQueue(NDIS_STATUS_FAILURE)
