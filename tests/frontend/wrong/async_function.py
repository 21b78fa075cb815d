"""An asynchronous function."""

from miniport.model import *


class Wrong(Miniport):
    async def later(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
