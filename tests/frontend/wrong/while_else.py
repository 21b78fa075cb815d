"""A loop with an else."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        while self.ready:
            self.ready = False
        else:
            pass
        return NDIS_STATUS_SUCCESS
