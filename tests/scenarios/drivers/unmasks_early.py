"""A driver that lets the device interrupt before it registers the interrupt."""

from miniport.model import *

from ...rules.base_messages import Signaled


class UnmasksEarly(Signaled):
    """Everything is ready, so this is legal."""

    def describe(self):
        if not super().describe():
            return False
        HwStart()
        HwUnmaskMessage(self.vectors.first)
        return True
