"""A range whose ends are in the wrong order."""

from miniport.model import *


class Wrong(Miniport):
    count: Range[3, 0] = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
