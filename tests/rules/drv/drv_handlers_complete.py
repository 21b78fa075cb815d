"""The driver can be asked whether it hangs, but cannot be reset."""

from miniport.model import *

from ..base import Quiet

RULE = "drv.handlers-complete"
SCOPE = "lifecycle"
LENGTH = 2


class NoReset(Quiet):
    """MiniportCheckForHangEx without MiniportResetEx."""

    def MiniportCheckForHangEx(self):
        return False
