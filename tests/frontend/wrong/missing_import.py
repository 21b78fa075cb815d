"""An import of a name that the file does not define."""

from miniport.model import *
from miniport.model.drivers.sample import Sampel


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
