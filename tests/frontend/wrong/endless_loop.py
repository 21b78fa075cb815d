"""A loop that never makes a step."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        while True:
            pass
