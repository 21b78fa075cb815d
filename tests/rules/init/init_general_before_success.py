"""MiniportInitializeEx succeeds without general attributes."""

from miniport.model import *

from ..base import Quiet

RULE = "init.general-before-success"
SCOPE = "lifecycle"
LENGTH = 6


class OnlyRegistration(Quiet):
    """Sets the registration attributes only."""

    def MiniportInitializeEx(self):
        return NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION)
