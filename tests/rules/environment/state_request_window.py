"""Protocols send to a paused adapter."""

from miniport.model import *

from ..base_send_count import Counting

REPLACES = "miniport.model.ndis.send:send_may_start"
RULE = "state.request-window"
SCOPE = "send"
LENGTH = 10


def send_may_start():
    """Does not look whether the adapter is paused."""
    return in_service()


class Driver(Counting):
    """A driver that relies on it."""
