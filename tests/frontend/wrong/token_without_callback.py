"""Timers that do not say what their callback is."""

from miniport.model import *


class Retry(TimerObject, Token):
    count: Final = 2


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        for timer in tokens(Retry):
            NdisSetTimerObject(timer)
        return NDIS_STATUS_SUCCESS
