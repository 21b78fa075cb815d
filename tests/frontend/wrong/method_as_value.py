"""A method where a value is needed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def note(self):
        return True

    def MiniportInitializeEx(self):
        self.ready = self.note
        return NDIS_STATUS_SUCCESS
