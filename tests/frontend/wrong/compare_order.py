"""Members of a plain Enum ordered."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        if NDIS_STATUS_SUCCESS < NDIS_STATUS_FAILURE:
            return NDIS_STATUS_FAILURE
        return NDIS_STATUS_SUCCESS
