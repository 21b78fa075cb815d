"""NBLs indicated with the RESOURCES flag go through the driver's own return routine."""

from miniport.model import *

from ...rules.base_receive import Receiving


class RecyclesLent(Receiving):
    """Correct: the call has returned when the routine is called."""

    def OnPoll(self):
        nbl = self.take()
        if nbl is not None:
            low = maybe()
            NdisMIndicateReceiveNetBufferLists(nbl, resources=low)
            if low:
                self.MiniportReturnNetBufferLists(nbl)
            self.ended()
