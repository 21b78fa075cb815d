"""The interrupt of NDIS 5.x: MiniportISR and MiniportHandleInterrupt.

Facts: NdisMRegisterInterrupt claims the interrupt, after the attributes are set
[ddi: nf-ndis-ndismsetattributesex.md]; an interrupt left behind by a failed initialization or by
halt is a bug check [dbg: bug-check-0xd2--bugcode-id-driver.md].  What holds for the interrupt of
6.x holds here, too: MiniportISR runs at DIRQL and says whether MiniportHandleInterrupt is to run,
at DISPATCH_LEVEL; handlers come before the registration has returned, and none after
NdisMDeregisterInterrupt has; NdisMSynchronizeWithInterrupt is ``with self.interrupt:``.
"""

from __future__ import annotations

from ..ndis.interrupt import NdisMDeregisterInterruptEx, NdisMRegisterInterruptEx


def NdisMRegisterInterrupt(interrupt):
    """Register the interrupt."""
    return NdisMRegisterInterruptEx(interrupt)


def NdisMDeregisterInterrupt(interrupt):
    """Deregister the interrupt: wait for its handlers; none comes after."""
    NdisMDeregisterInterruptEx(interrupt)
