"""What is queued when low power comes waits for the resume."""

from miniport.model import *

from ..base_power_send import Dozing

RULE = "pm.dx-tx-settled"
SCOPE = "power-removal"
LENGTH = 25


class KeepsItsQueue(Dozing):
    """The queue is not flushed."""

    def flush(self, status):
        pass
