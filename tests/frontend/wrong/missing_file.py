"""An import from a file that does not exist."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
