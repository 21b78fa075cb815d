"""Letters before the mistake that take more than one byte: the caret stands right."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        größe = self.count + redy
        return NDIS_STATUS_SUCCESS
