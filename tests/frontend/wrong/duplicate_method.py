"""A method defined twice."""

from miniport.model import *


class Wrong(Miniport):
    def note(self):
        pass

    def note(self):
        pass

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
