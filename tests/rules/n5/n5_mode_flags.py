"""A driver with locks of its own forgets to say that it is deserialized."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.mode-flags"
SCOPE = "ndis5"
LENGTH = 6


class NotDeserialized(Quiet5):
    """Uses the older call, which knows no flags."""

    deserialized: Final = True
