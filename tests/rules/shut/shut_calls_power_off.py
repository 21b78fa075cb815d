"""MiniportShutdownEx sets an event at power-off."""

from miniport.model import *

from ..base import Quiet

RULE = "shut.calls-power-off"
SCOPE = "shutdown"
LENGTH = 9


class SignalsAtPowerOff(Quiet):
    """Spares the bug check only."""

    stopped = NdisEvent()

    def MiniportShutdownEx(self, ShutdownAction):
        if ShutdownAction == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff:
            NdisSetEvent(self.stopped)
