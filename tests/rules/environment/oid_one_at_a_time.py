"""NDIS does not wait for the end of a regular request before it issues the next."""

from miniport.model import *

from ..base_oid import Pending

REPLACES = "miniport.model.ndis.oid:oid_may_start"
RULE = "oid.one-at-a-time"
SCOPE = "oids"
LENGTH = 15


def oid_may_start():
    """Whether NDIS hands a regular request to the driver."""
    return request_window()


class Driver(Pending):
    """A driver that relies on it."""
