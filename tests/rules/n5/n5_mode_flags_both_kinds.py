"""A driver of both kinds of devices does not say that this one is connectionless."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.mode-flags"
SCOPE = "ndis5"
LENGTH = 6


class BothKinds(Quiet5):
    """NDIS will take its device for connection-oriented."""

    serves_both_kinds: Final = True
