"""Any number of DPC objects, which the environment does not serve."""

from miniport.model import *


class Work(Kdpc, Token):
    count: Final = 2


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
