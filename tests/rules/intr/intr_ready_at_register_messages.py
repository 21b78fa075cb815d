"""The driver takes it for granted that it got the messages it asked for."""

from miniport.model import *

from ..base_messages import Signaled

RULE = "intr.ready-at-register"
SCOPE = "interrupts"
LENGTH = 11


class AssumesMessages(Signaled):
    """NDIS may have granted a line: then there is no table."""

    def start(self):
        if self.vectors.MessageInfoTable.MessageCount == 2:
            super().start()
