"""A constant the class of an object does not have."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject("on_watchdog", interval=2)

    def on_watchdog(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
