"""MiniportHaltEx forgets the work item."""

from miniport.model import *

from ..base_workitem import Working

RULE = "wi.done-by-halt"
SCOPE = "lifecycle"
LENGTH = 12


class ForgetsItem(Working):
    """The item is not freed."""

    def MiniportHaltEx(self, HaltAction):
        NdisFreeMemory(self.context)
