"""NDIS does not wait for the end of a regular request before it issues the next."""

from miniport.model import *

REPLACES = "miniport.model.ndis.oid:oid_may_start"
RULE = "oid.one-at-a-time"
SCOPE = "oids"
LENGTH = 45


def oid_may_start():
    """Whether NDIS hands a regular request to the driver."""
    return request_window()
