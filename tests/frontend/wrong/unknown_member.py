"""A member that the enumeration does not have."""

from miniport.model import *


class Flow(Enum):
    PAUSED = auto()
    RUNNING = auto()


class Wrong(Miniport):
    flow: Flow = Flow.PAUSED

    def MiniportInitializeEx(self):
        self.flow = Flow.RUNING
        return NDIS_STATUS_SUCCESS
