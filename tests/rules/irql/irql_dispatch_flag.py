"""MiniportSendNetBufferLists completes with the DISPATCH_LEVEL flag, whatever its IRQL."""

from miniport.model import *

from ..base import Quiet

RULE = "irql.dispatch-flag"
SCOPE = "datapath"
LENGTH = 0


class GuessesIrql(Quiet):
    """A send may come at PASSIVE_LEVEL."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS, at_dispatch=True)
