"""A send is completed, its SG list freed only then."""

from miniport.model import *

from ..base_mapping import Mapping

RULE = "dma.sgl-freed-before-complete"
SCOPE = "send"
LENGTH = 30


class FreesListLate(Mapping):
    """Completes first."""

    def OnPoll(self):
        with self.lock:
            nbl = HwTransmitComplete()
        if nbl is not None:
            NdisMSendNetBufferListsComplete(nbl, NDIS_STATUS_SUCCESS)
            NdisMFreeNetBufferSGList(nbl)
            self.ended()
