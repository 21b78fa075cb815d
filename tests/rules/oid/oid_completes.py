"""A pended OID request is completed only if somebody cancels it."""

from miniport.model import *

from ..base_oid import Pending

RULE = "oid.completes"
SCOPE = "oids"
LENGTH = 12


class Forgets(Pending):
    """The answer is not looked for."""

    def OnPoll(self):
        pass
