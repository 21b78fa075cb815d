"""A driver with more states than anyone will wait for."""

from miniport.model import *
from quiet import Quiet


class Vast(Quiet):
    """Counts up, in any order, before it is restarted."""

    a: Range[0, 60] = 0
    b: Range[0, 60] = 0
    c: Range[0, 60] = 0
    d: Range[0, 60] = 0
    e: Range[0, 60] = 0

    def MiniportRestart(self):
        while maybe():
            if maybe():
                self.a = self.a + 1 if self.a < 60 else 0
            if maybe():
                self.b = self.b + 1 if self.b < 60 else 0
            if maybe():
                self.c = self.c + 1 if self.c < 60 else 0
            if maybe():
                self.d = self.d + 1 if self.d < 60 else 0
            if maybe():
                self.e = self.e + 1 if self.e < 60 else 0
        return NDIS_STATUS_SUCCESS
