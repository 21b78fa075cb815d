"""The reset is over before the link is known again: the next poll indicates it."""

from miniport.model import *

from ..base_reset import Resetting

RULE = "reset.link-known"
SCOPE = "reset"
LENGTH = 24


class LinkLater(Resetting):
    """The link state is unknown from the reset to the next poll."""

    def MiniportResetEx(self, AddressingReset):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UNKNOWN)
        return super().MiniportResetEx(AddressingReset)

    def OnPoll(self):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UP)
        super().OnPoll()
