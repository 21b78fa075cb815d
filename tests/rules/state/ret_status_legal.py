"""MiniportPause reports a failure."""

from miniport.model import *

from ..base import Quiet

RULE = "ret.status-legal"
SCOPE = "lifecycle"
LENGTH = 11


class CannotPause(Quiet):
    """A pause cannot fail."""

    def MiniportPause(self):
        return NDIS_STATUS_FAILURE
