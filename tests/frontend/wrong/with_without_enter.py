"""A with statement on an object that has no __enter__."""

from miniport.model import *


class Wrong(Miniport):
    context = Memory()

    def MiniportInitializeEx(self):
        with self.context:
            pass
        return NDIS_STATUS_SUCCESS
