"""A bool where a member is needed."""

from miniport.model import *


class Flow(Enum):
    PAUSED = auto()
    RUNNING = auto()


class Wrong(Miniport):
    flow: Flow = Flow.PAUSED

    def MiniportInitializeEx(self):
        self.flow = True
        return NDIS_STATUS_SUCCESS
