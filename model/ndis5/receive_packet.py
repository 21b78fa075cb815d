"""The receives of NDIS 5.x: NdisMIndicateReceivePacket.

Facts: an indicated packet is above until MiniportReturnPacket gets it back, in any order, perhaps
before the call has returned; one whose status is NDIS_STATUS_RESOURCES is lent until the call
returns.  A packet indicated again while it is above is a bug check
[dbg: bug-check-0x7c--bugcode-ndis-driver.md].  There is no pause: MiniportHalt does not return
before every packet has [net: halt-handler.md].
"""

from __future__ import annotations

from ..ndis.receive import NdisMIndicateReceiveNetBufferLists
from ..ndis.status import NDIS_STATUS_RESOURCES


def NdisMIndicateReceivePacket(packet):
    """Indicate one packet; its Status says whether it is lent."""
    if packet is not None and packet.Status == NDIS_STATUS_RESOURCES:
        NdisMIndicateReceiveNetBufferLists(packet, resources=True)
    else:
        NdisMIndicateReceiveNetBufferLists(packet)
