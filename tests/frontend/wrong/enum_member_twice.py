"""A member twice."""

from miniport.model import *


class Flow(Enum):
    PAUSED = auto()
    PAUSED = auto()


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
