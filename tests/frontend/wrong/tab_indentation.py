"""Tabs and spaces mixed."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False

    def MiniportInitializeEx(self):
        if self.ready:
		self.ready = False
        return NDIS_STATUS_SUCCESS
