"""`is` with something else than None."""

from miniport.model import *


class Flow(Enum):
    PAUSED = auto()
    RUNNING = auto()


class Wrong(Miniport):
    flow: Flow = Flow.PAUSED

    def MiniportInitializeEx(self):
        if self.flow is Flow.PAUSED:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
