"""Two classes of the same name."""

from miniport.model import *


class Flow(Enum):
    PAUSED = auto()


class Flow(Enum):
    RUNNING = auto()


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
