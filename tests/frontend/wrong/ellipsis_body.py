"""Three dots as a statement."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        ...
        return NDIS_STATUS_SUCCESS
