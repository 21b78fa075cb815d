"""A decorator the language does not have."""

from miniport.model import *


class Wrong(Miniport):
    @cached
    def note(self):
        pass

    def MiniportInitializeEx(self):
        self.note()
        return NDIS_STATUS_SUCCESS
