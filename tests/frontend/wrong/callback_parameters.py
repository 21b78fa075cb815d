"""A callback that wants an argument."""

from miniport.model import *


class Wrong(Miniport):
    watchdog = TimerObject("on_watchdog")

    def on_watchdog(self, context):
        pass

    def MiniportInitializeEx(self):
        NdisAllocateTimerObject(self.watchdog)
        return NDIS_STATUS_SUCCESS
