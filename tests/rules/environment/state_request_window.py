"""Protocols send to a paused adapter."""

from miniport.model import *

REPLACES = "miniport.model.ndis.send:send_may_start"
RULE = "state.request-window"
SCOPE = "send"
LENGTH = 32


def send_may_start():
    """Does not look whether the adapter is paused."""
    return in_service()
