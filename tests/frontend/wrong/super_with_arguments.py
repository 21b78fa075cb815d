"""super() with arguments."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        super(Wrong, self).DriverEntry()
        return NDIS_STATUS_SUCCESS
