"""An import from a file that does not exist."""

from miniport.model import *
from miniport.model.drivers.e1000e_nothing import Nic


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
