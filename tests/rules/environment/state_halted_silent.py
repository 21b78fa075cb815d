"""OID requests go on after halt."""

from miniport.model import *

from ..base import Quiet

REPLACES = "miniport.model.ndis.oid:oid_may_start"
RULE = "state.halted-silent"
SCOPE = "oids"
LENGTH = 4


def oid_may_start():
    """Takes any adapter of a loaded driver."""
    return not oid_outstanding() and adapter.load == DriverLoad.LOADED


class Driver(Quiet):
    """A driver that relies on it."""
