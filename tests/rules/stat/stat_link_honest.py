"""The link state is looked at when the adapter restarts, and then no more."""

from miniport.model import *

from ..base_link import Connected

RULE = "stat.link-honest"
SCOPE = "link"
LENGTH = 30


class LooksOnce(Connected):
    """The DPC acknowledges the change, and forgets it."""

    def MiniportInterruptDPC(self):
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()
