"""A pause that waits for nothing."""

from miniport.model import *

from ...rules.base_polling import Flow
from ...rules.base_receive import Receiving


class PausesTooEarly(Receiving):
    """NBLs are above when the adapter is halted; MiniportHaltEx waits for them in vain time."""

    def MiniportPause(self):
        with self.lock:
            self.flow = Flow.PAUSED
        return NDIS_STATUS_SUCCESS
