"""Three bases."""

from miniport.model import *


class Ring(Object):
    used: bool = False


class Wrong(SharedMemory, Token, Ring):
    count: Final = 2


class Driver(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
