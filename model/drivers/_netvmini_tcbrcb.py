"""netvmini, ``tcbrcb.c``: transmit and receive control blocks and the lists they are on.

``NdisInterlockedInsertTailList`` and ``NdisInterlockedRemoveHeadList`` take the list's spin lock
for the one insertion or removal: one interlocked step.
"""

from __future__ import annotations

from miniport.model import *

from ._netvmini_context import NetvminiContext


class NetvminiControlBlocks(NetvminiContext):
    """Control blocks of an adapter."""

    @interlocked
    def remove_free_tcb(self):
        """Head of FreeTcbList; whether there was one."""
        # datapath.c TXTransmitQueuedSends
        if self.FreeTcbs == 0:
            return False
        self.FreeTcbs -= 1
        return True

    @interlocked
    def insert_free_tcb(self):
        """Tail of FreeTcbList."""
        # tcbrcb.c ReturnTCB
        self.FreeTcbs += 1

    @interlocked
    def insert_send_wait(self, nbl):
        """Tail of SendWaitList."""
        # datapath.c TXQueueNetBufferForSend
        self.SendWaitList.append(nbl)

    @interlocked
    def remove_send_wait(self):
        """Head of SendWaitList, or None."""
        # datapath.c TXTransmitQueuedSends
        head: NET_BUFFER_LIST | None = None
        if self.SendWaitList:
            head = self.SendWaitList.popleft()
        return head

    @interlocked
    def insert_busy_tcb(self, nbl):
        """Tail of BusyTcbList: the control blocks that "the hardware" is reading."""
        # datapath.c TXTransmitQueuedSends
        self.BusyTcbList.append(nbl)
        send_posted(nbl)
        device.posted.add(nbl)

    @interlocked
    def TXGetNextTcbToSend(self):
        """Head of BusyTcbList, or None."""
        # datapath.c TXGetNextTcbToSend
        head: NET_BUFFER_LIST | None = None
        if self.BusyTcbList:
            head = self.BusyTcbList.popleft()
            device.posted.discard(head)
        return head

    @interlocked
    def insert_free_rcb(self, rcb):
        """Tail of FreeRcbList."""
        # tcbrcb.c ReturnRCB
        self.FreeRcbList.append(rcb)

    @interlocked
    def remove_free_rcb(self):
        """Head of FreeRcbList, or None."""
        # tcbrcb.c GetRCB
        head: RECEIVE_NET_BUFFER_LIST | None = None
        if self.FreeRcbList:
            head = self.FreeRcbList.popleft()
        return head

    @interlocked
    def insert_receive(self, rcb):
        """Tail of ReceiveList."""
        # datapath.c RXQueueFrameOnAdapter
        self.ReceiveList.append(rcb)

    @interlocked
    def remove_receive(self):
        """Head of ReceiveList, or None."""
        # datapath.c RXReceiveIndicate
        head: RECEIVE_NET_BUFFER_LIST | None = None
        if self.ReceiveList:
            head = self.ReceiveList.popleft()
        return head

    def ReturnTCB(self, nbl):
        """The NET_BUFFER goes back first, the control block afterwards."""
        # tcbrcb.c ReturnTCB
        self.TXNblRelease(nbl, True)
        self.insert_free_tcb()

    def GetRCB(self):
        """A control block for a frame, or None: none is free, or the adapter is not ready."""
        # tcbrcb.c GetRCB
        rcb = self.remove_free_rcb()
        if rcb is not None and not self.NICReferenceReceiveBlock():
            self.insert_free_rcb(rcb)
            rcb = None
        # HWBeginReceiveDma cannot fail without VMQ.
        return rcb

    def ReturnRCB(self, rcb):
        """The control block is free for the next frame before the reference is dropped."""
        # tcbrcb.c ReturnRCB
        self.insert_free_rcb(rcb)
        self.NICDereferenceReceiveBlock()

    def NICReferenceReceiveBlock(self):
        """Count first, look at the flags afterwards; whether the adapter is ready."""
        # adapter.c NICReferenceReceiveBlock
        NdisInterlockedIncrement(self.PendingReceives)
        if not self.MP_IS_READY():
            NdisInterlockedDecrement(self.PendingReceives)
            return False
        return True

    def NICDereferenceReceiveBlock(self):
        """One pending receive less."""
        # adapter.c NICDereferenceReceiveBlock
        NdisInterlockedDecrement(self.PendingReceives)

    def NICFlushReceiveBlock(self):
        """Take back every frame that was not indicated."""
        # adapter.c NICFlushReceiveBlock
        while True:
            rcb = self.remove_receive()
            if rcb is None:
                break
            self.ReturnRCB(rcb)
