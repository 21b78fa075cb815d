"""The status indications of NDIS 5.x: NdisMIndicateStatus.

Facts [ddi: nf-ndis-ndismindicatestatus.md]: not from MiniportISR, MiniportHalt or
MiniportShutdown, and from MiniportInitialize only by a deserialized driver; a serialized driver is
at DISPATCH_LEVEL, a deserialized one at or below; no spin lock is held.  An indication of an error
can make NDIS reset the adapter; NDIS_ATTRIBUTE_IGNORE_TOKEN_RING_ERRORS forbids that for the
errors of a Token Ring [ddi: nf-ndis-ndismsetattributesex.md].
"""

from __future__ import annotations

from ..language import Enum, atomic, auto, event, maybe
from ..ndis.ddi import called, may_call_back
from ..ndis.reset import reset_request
from ..ndis.status import HIGH_LEVEL
from .attributes_ex import NDIS_ATTRIBUTE_IGNORE_TOKEN_RING_ERRORS, has_attribute


class GENERAL_STATUS(Enum):
    """What is indicated."""

    NDIS_STATUS_MEDIA_CONNECT = auto()
    NDIS_STATUS_MEDIA_DISCONNECT = auto()
    NDIS_STATUS_RING_STATUS = auto()       # an error of the Token Ring


@event
def status5_indicated(code):
    """The driver calls NdisMIndicateStatus."""


def may_reset_for(code):
    """Whether NDIS may reset the adapter for what is indicated."""
    return code == GENERAL_STATUS.NDIS_STATUS_RING_STATUS and not has_attribute(
        NDIS_ATTRIBUTE_IGNORE_TOKEN_RING_ERRORS
    )


@atomic
def NdisMIndicateStatus(GeneralStatus):
    """The driver reports a change in the status of the NIC.  (Where it may be called from is
    n5.status-context.)"""
    called(HIGH_LEVEL)
    may_call_back()
    status5_indicated(GeneralStatus)
    if may_reset_for(GeneralStatus) and maybe():
        reset_request.due = True


@atomic
def NdisMIndicateStatusComplete():
    """The driver has indicated all there is."""
    called(HIGH_LEVEL)
    may_call_back()
