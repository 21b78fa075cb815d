"""A bool or None."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool | None = None

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
