"""A statement Python has and the language has not."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        try:
            self.ready = True
        except* ValueError:
            pass
        return NDIS_STATUS_SUCCESS
