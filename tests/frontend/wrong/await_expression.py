"""An await."""

from miniport.model import *


class Wrong(Miniport):
    async def MiniportPause(self):
        await self.drained
        return NDIS_STATUS_SUCCESS

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
