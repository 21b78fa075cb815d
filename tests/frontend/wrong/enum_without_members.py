"""An enumeration without members."""

from miniport.model import *


class Flow(Enum):
    """Nothing."""


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
