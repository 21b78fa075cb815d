"""The protocols above keep a receive NBL for ever."""

from miniport.model import *

from ..base_receive_restart import Greeting

REPLACES = "miniport.model.ndis.receive:return_may_start"
RULE = "rx.returned-once"
SCOPE = "receive"
LENGTH = 14


def return_may_start():
    """Nobody returns anything."""
    return False


class Driver(Greeting):
    """A driver that relies on it."""
