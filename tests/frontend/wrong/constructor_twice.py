"""A constant given twice."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject("on_watchdog", callback="on_watchdog")

    def on_watchdog(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
