"""An import from elsewhere."""

from collections import deque

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
