"""An import in a function."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        from miniport.model.drivers.sample import Sample
        return NDIS_STATUS_SUCCESS
