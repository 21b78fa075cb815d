"""NDIS hands OID requests to an adapter that is initializing."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.oid:oid_may_start"
RULE = "init.no-request-before-return"
SCOPE = "oids"
LENGTH = 5


def oid_may_start():
    """Begins with the call of MiniportInitializeEx."""
    return not oid_outstanding() and (
        request_window() or adapter.state == AdapterState.INITIALIZING
    )


class Driver(Quiet):
    """A driver that relies on it."""
