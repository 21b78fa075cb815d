"""MiniportHalt tells everybody that the cable is out."""

from miniport.model import *

from ..base5 import Quiet5

RULE = "n5.status-context"
SCOPE = "ndis5"
LENGTH = 10


class LastWords(Quiet5):
    """Indicates status in halt."""

    def MiniportHalt(self):
        NdisMIndicateStatus(GENERAL_STATUS.NDIS_STATUS_MEDIA_DISCONNECT)
