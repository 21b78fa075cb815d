"""A driver fails an idle notification that it has completed already."""

from miniport.model import *

from ..base_idle import Idling

RULE = "ss.complete-once"
SCOPE = "suspend"
LENGTH = 13


class AnswersTwice(Idling):
    """What has failed is over: there is nothing to complete."""

    def MiniportIdleNotification(self, ForceIdle):
        NdisMIdleNotificationComplete()
        return NDIS_STATUS_FAILURE
