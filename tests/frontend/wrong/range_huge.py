"""A range too large to be a state variable."""

from miniport.model import *


class Wrong(Miniport):
    count: Range[0, 1000000000] = 0

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
