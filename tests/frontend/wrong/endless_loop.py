"""A loop that never makes a step."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportHaltEx(self, HaltAction):
        while True:
            pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
