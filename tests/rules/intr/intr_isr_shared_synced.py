"""The flag the ISR reads is protected by a spin lock."""

from miniport.model import *

from ..base_interrupt import Interrupting

RULE = "intr.isr-shared-synced"
SCOPE = "interrupts"
LENGTH = 16


class TrustsSpinLock(Interrupting):
    """A spin lock does not keep the ISR out."""

    def stop(self):
        with self.lock:
            self.enabled = False
            HwDisableInterrupts()
        HwStop()
