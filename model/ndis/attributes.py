"""Attributes of the adapter, and the calls that depend on them.

Facts: MiniportInitializeEx sets the registration attributes as early as possible, before any call
that claims hardware or otherwise depends on them; then the general attributes, which must be set
before it returns success; then others.  The call may fail
[ddi: nf-ndis-ndismsetminiportattributes.md]
[ddi: ns-ndis-_ndis_miniport_adapter_general_attributes.md]. The registration attributes name the
adapter context.
"""

from __future__ import annotations

from ..language import Enum, atomic, auto, driver, event
from .adapter import adapter
from .ddi import called, fails
from .link_state import MediaConnectStateConnected, report_link
from .resource import use
from .status import NDIS_STATUS_BAD_VERSION, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL


class MiniportAttributes(Enum):
    """The kinds of attributes, one per call."""

    REGISTRATION = auto()
    GENERAL = auto()
    OTHER = auto()


@event
def setting_attributes(attributes):
    """The driver sets attributes of a kind."""


@event
def registration_needed():
    """A call that depends on the registration attributes."""


@event
def claiming():
    """Hardware, or synchronous shared memory, is claimed."""


@event
def unclaiming():
    """I/O, DMA or an interrupt is given back."""


@atomic
def needs_registration():
    """What a call that depends on the registration attributes does first."""
    registration_needed()


@atomic
def claims_hardware():
    """What a call that claims hardware does first."""
    registration_needed()
    claiming()


@atomic
def gives_hardware_back():
    """What the reverse of a claim does first."""
    unclaiming()


@atomic
def NdisMSetMiniportAttributes(attributes, MediaConnectState=MediaConnectStateConnected):
    """Tell NDIS about the adapter; the registration attributes name its context, the general
    attributes the state of its link."""
    called(PASSIVE_LEVEL)
    setting_attributes(attributes)
    if attributes == MiniportAttributes.REGISTRATION:
        if hasattr(driver, "context"):
            use(driver.context)
    if fails():
        return NDIS_STATUS_BAD_VERSION
    if attributes == MiniportAttributes.REGISTRATION:
        adapter.registration = True
    elif attributes == MiniportAttributes.GENERAL:
        adapter.general = True
        report_link(MediaConnectState)
    return NDIS_STATUS_SUCCESS
