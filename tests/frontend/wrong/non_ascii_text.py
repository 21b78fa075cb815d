"""A text before the mistake that takes more than one byte."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportInitializeEx(self):
        assert self.count < 3, "größer als drei" if redy else ""
        return NDIS_STATUS_SUCCESS
