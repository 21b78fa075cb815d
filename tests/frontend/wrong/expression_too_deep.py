"""A sum of three hundred terms."""

from miniport.model import *


class Wrong(Miniport):
    n: Count = 0

    def MiniportInitializeEx(self):
        self.n = (
            self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
            + self.n + self.n + self.n + self.n + self.n + self.n + self.n + self.n
        )
        return NDIS_STATUS_SUCCESS
