"""The thing called is not a name."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def note(self):
        pass

    def MiniportInitializeEx(self):
        (self.note if self.ready else self.note)()
        return NDIS_STATUS_SUCCESS
