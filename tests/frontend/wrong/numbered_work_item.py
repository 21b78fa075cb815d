"""Any number of work items, which the environment does not serve."""

from miniport.model import *


class Job(IoWorkItem, Token):
    callback: Final = "OnJob"


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
