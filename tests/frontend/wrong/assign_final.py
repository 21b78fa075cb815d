"""A constant of an object assigned."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject("on_watchdog")

    def on_watchdog(self):
        pass

    def MiniportInitializeEx(self):
        self.watchdog.periodic = True
        return NDIS_STATUS_SUCCESS
