"""A driver that tells of a lost link from its DPC, which goes on with the device."""

from miniport.model import *

from ...rules.base_power import Sleeping


class TellsLinkDown(Sleeping):
    """Correct: the device is used under the lock, and only while it has power."""

    def MiniportInterruptDPC(self):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
        super().MiniportInterruptDPC()
