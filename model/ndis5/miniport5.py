"""The base class of NDIS 5.x drivers.

A driver has the entry points of NDIS 5.x [ddi: nf-ndis-ndisimregisterlayeredminiport.md].  Where
6.x has one for the same purpose and with the same contract, the parties of 6.x call it, and the
class passes the call on: interrupts, returned packets, cancelled sends, shutdown.

The constants say what the driver is and what its device is; the attributes it sets must fit them.
"""

from __future__ import annotations

from ..language import Final
from ..ndis.hang import BooleanOut
from ..ndis.miniport import Miniport
from ..ndis.status import NDIS_STATUS_FAILURE, NDIS_STATUS_SUCCESS
from .wrapper import NdisMInitializeWrapper, NdisMRegisterMiniport, NdisTerminateWrapper


class Miniport5(Miniport):
    """An NDIS 5.x driver.  Sub-classes give the entry points and declare the resources."""

    ndis: Final = 5
    deserialized: Final = False            # it synchronizes its handlers and queues its sends
    intermediate: Final = False            # it lies over another miniport, and has no device
    bus_master: Final = False              # its device masters the bus
    connection_oriented: Final = False     # its device is
    serves_both_kinds: Final = False       # the driver serves devices of both kinds

    InterruptRecognized = BooleanOut()
    QueueMiniportHandleInterrupt = BooleanOut()

    def DriverEntry(self):
        """Register the entry points of a NIC driver, nothing else."""
        if not NdisMInitializeWrapper():
            return NDIS_STATUS_FAILURE
        status = NdisMRegisterMiniport()
        if status != NDIS_STATUS_SUCCESS:
            NdisTerminateWrapper()
        return status

    def MiniportInterrupt(self, dpc):
        """MiniportISR, and what it asks for."""
        if hasattr(self, "MiniportISR"):
            self.MiniportISR(self.InterruptRecognized, self.QueueMiniportHandleInterrupt)
        dpc.QueueDefaultInterruptDpc = (
            self.InterruptRecognized.value and self.QueueMiniportHandleInterrupt.value
        )
        self.InterruptRecognized.value = False
        self.QueueMiniportHandleInterrupt.value = False

    def MiniportInterruptDPC(self):
        """MiniportHandleInterrupt."""
        if hasattr(self, "MiniportHandleInterrupt"):
            self.MiniportHandleInterrupt()

    def MiniportReturnNetBufferLists(self, NetBufferList):
        """MiniportReturnPacket."""
        if hasattr(self, "MiniportReturnPacket"):
            self.MiniportReturnPacket(NetBufferList)

    def MiniportCancelSend(self, CancelId):
        """MiniportCancelSendPackets, which is optional."""
        if hasattr(self, "MiniportCancelSendPackets"):
            self.MiniportCancelSendPackets(CancelId)

    def MiniportShutdownEx(self, ShutdownAction):
        """MiniportShutdown, which is not told why."""
        if hasattr(self, "MiniportShutdown"):
            self.MiniportShutdown()
