"""The driver asks for a reset whenever it polls."""

from miniport.model import *

from .resets_by_poll import ResetsByPoll


class AsksForReset(ResetsByPoll):
    """NdisMResetMiniport, perhaps during a reset."""

    def OnPoll(self):
        if maybe():
            NdisMResetMiniport()
        else:
            super().OnPoll()
