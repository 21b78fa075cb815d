"""MiniportRemoveDevice leaves behind what MiniportAddDevice has allocated."""

from miniport.model import *

from ..base_added import Added

RULE = "drv.deregister-once"
SCOPE = "lifecycle"
LENGTH = 12


class NotRemoved(Added):
    """The table outlives its device."""

    def MiniportRemoveDevice(self):
        pass
