"""A correct driver with two messages, each with a queue; it copes with a line interrupt."""

from miniport.model import *

from .base import Quiet


class Vectors(MsiInterrupt):
    """A message for each receive queue."""

    first = MessageInterrupt(0)
    second = MessageInterrupt(1)


class Signaled(Quiet):
    """The device works from MiniportInitializeEx to MiniportHaltEx; frames are dropped."""

    context = Memory()
    lock = SpinLock()
    vectors = Vectors()

    stopping: bool = False

    def MiniportInitializeEx(self):
        if NdisAllocateMemoryWithTagPriority(self.context) != NDIS_STATUS_SUCCESS:
            return NDIS_STATUS_RESOURCES
        NdisAllocateSpinLock(self.lock)
        if self.describe():
            if NdisMRegisterInterruptEx(self.vectors) == NDIS_STATUS_SUCCESS:
                self.start()
                return NDIS_STATUS_SUCCESS
        self.free()
        return NDIS_STATUS_FAILURE

    def start(self):
        """Let the device work, and interrupt by what was granted."""
        HwSetIndirectionTable(1, 1)
        HwStart()
        if self.vectors.InterruptType == NDIS_CONNECT_MESSAGE_BASED:
            HwUnmaskMessage(self.vectors.first)
            HwUnmaskMessage(self.vectors.second)
        else:
            HwEnableInterrupts()

    def stop(self):
        """Stop the device; a DPC that runs will not let it interrupt again."""
        with self.lock:
            self.stopping = True
            HwDisableInterrupts()
            HwMaskMessage(self.vectors.first)
            HwMaskMessage(self.vectors.second)
        HwStop()

    def free(self):
        """Release what cannot fail to be there."""
        NdisFreeSpinLock(self.lock)
        NdisFreeMemory(self.context)

    def MiniportHaltEx(self, HaltAction):
        self.stop()
        NdisMDeregisterInterruptEx(self.vectors)
        self.free()

    # Granted messages.

    def MiniportMessageInterrupt(self, MessageId, dpc):
        if MessageId == 0:
            HwMaskMessage(self.vectors.first)
        else:
            HwMaskMessage(self.vectors.second)
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportMessageInterruptDPC(self, MessageId):
        if MessageId == 0:
            self.serve(self.vectors.first)
        else:
            self.serve(self.vectors.second)

    def serve(self, message):
        """Empty the queue of a message, then let it interrupt again."""
        while HwReceiveFrom(message):
            pass
        with self.lock:
            if not self.stopping:
                HwUnmaskMessage(message)

    # Granted a line.

    def MiniportInterrupt(self, dpc):
        if not HwReadInterruptStatus():
            return False
        HwDisableInterrupts()
        dpc.QueueDefaultInterruptDpc = True
        return True

    def MiniportInterruptDPC(self):
        while HwReceiveFrom(self.vectors.first):
            pass
        while HwReceiveFrom(self.vectors.second):
            pass
        with self.lock:
            if not self.stopping:
                HwEnableInterrupts()
