"""MiniportCheckForHangEx reports a hang before the adapter is initialized."""

from miniport.model import *

from ..base import Quiet

RULE = "init.cfh-quiet"
SCOPE = "reset"
LENGTH = 9


class HangsAtOnce(Quiet):
    """Takes the missing sign of life of an adapter that is not yet started for a hang."""

    started: Relaxed[bool] = False

    def MiniportInitializeEx(self):
        self.started = False
        return super().MiniportInitializeEx()

    def MiniportRestart(self):
        self.started = True
        return NDIS_STATUS_SUCCESS

    def MiniportCheckForHangEx(self):
        return not self.started

    def MiniportResetEx(self, AddressingReset):
        return NDIS_STATUS_SUCCESS
