"""A constant that must be given is not."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject()

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
