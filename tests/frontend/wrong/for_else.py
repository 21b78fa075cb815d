"""A for loop with an else."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        for n in range(2):
            self.ready = True
        else:
            pass
        return NDIS_STATUS_SUCCESS
