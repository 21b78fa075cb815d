"""An activity without a method run."""

from miniport.model import *


class Poller(Activity):
    scopes: Final = ("lifecycle",)
    polls: Count = 0


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
