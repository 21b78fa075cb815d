"""A member with a value."""

from miniport.model import *


class Flow(Enum):
    PAUSED = 1


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
