"""An option that no scope has."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        if options.late_sendz:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
