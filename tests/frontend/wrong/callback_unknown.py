"""A timer whose callback does not exist."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject("on_wachdog")

    def on_watchdog(self):
        pass

    def MiniportInitializeEx(self):
        NdisAllocateTimerObject(self.watchdog)
        return NDIS_STATUS_SUCCESS
