"""An exception is raised."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        raise ValueError
        return NDIS_STATUS_SUCCESS
