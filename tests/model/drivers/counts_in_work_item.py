"""A driver whose work item has a field to itself, as long as nobody queues it meanwhile."""

from miniport.model import *

from ...rules.base_workitem import Working


class CountsInWorkItem(Working):
    """A pause and the next restart may follow as soon as it has completed the one before; so may
    a halt, which frees what it counts in."""

    odd: bool = False

    def OnWork(self):
        NdisMRestartComplete(NDIS_STATUS_SUCCESS)
        self.odd = not self.odd
