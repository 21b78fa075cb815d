"""A statement at the top of a file."""

from miniport.model import *

for n in range(2):
    pass


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
