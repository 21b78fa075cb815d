"""A file is imported as if it were a name."""

from miniport.model import *
from miniport.model.drivers import sample


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
