"""MiniportInitializeEx trusts that two adapters are never initialized at the same time."""

from miniport.model import *

from ..base_shared import Counting

RULE = "race.shared-state"
SCOPE = "two-adapters"
LENGTH = 13


class WithoutLock(Counting):
    """The adapter counts itself without the lock."""

    def join(self):
        self.shared.adapters += 1
