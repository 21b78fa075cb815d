"""What ``busmaster`` and ``msix`` do about their link: NDIS hears of every change, in order.

What NDIS knows before is nothing: the general attributes say ``MediaConnectStateUnknown``.  The
driver looks when it has started or reset the device, which forgets causes, and from its DPC.
"""

from __future__ import annotations

from miniport.model import *


class LinkWatch(Miniport):
    """The part of the driver that looks at its link; the driver has ``lock`` and ``removed``."""

    told: NET_IF_MEDIA_CONNECT_STATE = MediaConnectStateUnknown        # the last that NDIS heard
    telling: bool = False                  # somebody looks at the link
    again: bool = False                    # and has to look once more

    def tell_link(self):
        """Indicate the link state if it has changed.  No lock may be held over the indication:
        who comes meanwhile leaves it to who is there to look once more."""
        with self.lock:
            look = not self.telling
            self.telling = True
            self.again = not look
        while look:
            with self.lock:
                state = MediaConnectStateDisconnected
                if HwLinkUp():
                    state = MediaConnectStateConnected
                changed = state != self.told and not self.removed
                if changed:
                    self.told = state
            if changed:
                if state == MediaConnectStateConnected:
                    NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UP)
                else:
                    NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
            with self.lock:
                look = self.again
                self.again = False
                self.telling = look
