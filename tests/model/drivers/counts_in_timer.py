"""A driver whose timer callback has a field to itself, as long as it sets the timer last."""

from miniport.model import *

from ...rules.base_timer import Ticking


class CountsInTimer(Ticking):
    """The next callback may start before this one has ended."""

    odd: bool = False

    def OnTick(self):
        super().OnTick()
        self.odd = not self.odd
