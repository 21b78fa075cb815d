"""A correct driver that tells of its link: whenever it changes, and at each restart."""

from miniport.model import *

from .base_interrupt import Interrupting


class Connected(Interrupting):
    """The DPC looks at the link; one processor at a time indicates it."""

    up: bool = True                        # as it was last indicated
    telling: bool = False                  # somebody is
    again: bool = False                    # and has to look again

    def describe(self):
        if NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION) != NDIS_STATUS_SUCCESS:
            return False
        return NdisMSetMiniportAttributes(
            MiniportAttributes.GENERAL, MediaConnectStateConnected
        ) == NDIS_STATUS_SUCCESS

    def MiniportInterruptDPC(self):
        while HwReceive():
            pass
        self.tell_link()
        with self.interrupt:
            if self.enabled:
                HwEnableInterrupts()

    def tell_link(self):
        """Indicate the link state if it has changed.  There is no lock over the indication: who
        comes meanwhile leaves it to who is there to look again."""
        look = self.begin()
        while look:
            changed = False
            with self.lock:
                up = HwLinkUp()
                if up != self.up:
                    self.up = up
                    changed = True
            if changed:
                if up:
                    NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_UP)
                else:
                    NdisMIndicateStatusEx(NDIS_STATUS_CODE.LINK_STATE_DOWN)
            with self.lock:
                look = self.again
                self.again = False
                self.telling = look

    def begin(self):
        """Whether the caller has to look."""
        with self.lock:
            first = not self.telling
            self.telling = True
            self.again = not first
        return first

    def MiniportRestart(self):
        self.tell_link()                   # it may have changed before the first interrupt
        return NDIS_STATUS_SUCCESS
