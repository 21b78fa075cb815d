"""netvmini with a check-for-hang handler that says yes: its MiniportResetEx is called at all."""

from __future__ import annotations

from miniport.model import *
from miniport.model.drivers.netvmini import Netvmini


class HangingNetvmini(Netvmini):
    """What the C code of reset would do; in the C driver MPCheckForHangEx always returns FALSE."""

    def MiniportCheckForHangEx(self):
        return maybe()
