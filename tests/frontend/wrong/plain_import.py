"""An import of a module."""

import os

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
