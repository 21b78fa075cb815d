"""MiniportHalt of NDIS 5.x does not wait for the packets that are above."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "halt.waits-rx"
SCOPE = "ndis5-receive"
LENGTH = 27


class DoesNotWait(Quiet5):
    """There was no pause that would have seen to it."""

    pool = PacketPool()
    poll = MiniportTimer("OnPoll")

    def MiniportInitialize(self):
        NdisMSetAttributes(False, NdisInterfacePci)
        NdisMInitializeTimer(self.poll)
        return NdisAllocatePacketPool(self.pool)

    def MiniportHalt(self):
        NdisMCancelTimer(self.poll)
        KeFlushQueuedDpcs()
        NdisFreePacketPool(self.pool)

    def MiniportSetInformation(self, Oid, InformationBuffer):
        NdisMSetTimer(self.poll)
        return NDIS_STATUS_SUCCESS

    def OnPoll(self):
        packet = NdisAllocatePacket(self.pool)
        if packet is not None:
            packet.Status = NDIS_STATUS_SUCCESS
            NdisMIndicateReceivePacket(packet)

    def MiniportReturnPacket(self, Packet):
        NdisFreePacket(Packet)
