"""Classes that extend each other."""

from miniport.model import *


class A(B):
    pass


class B(A):
    pass


class Wrong(Miniport):
    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
