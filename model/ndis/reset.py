"""Reset: what makes NDIS call MiniportResetEx, and how a reset ends.

Facts: a reset follows a check-for-hang call that returned TRUE, a regular OID request not
completed within two such calls, or NdisMResetMiniport, which only schedules it
[net: miniport-adapter-check-for-hang-and-reset-operations.md]
[ddi: nf-ndis-ndismresetminiport.md]; not while a thread sits inside MiniportOidRequest
[ddi: nc-ndis-miniport_oid_request.md].  It is called at or below DISPATCH_LEVEL, and ends with a
final status or, after PENDING, with NdisMResetComplete, which may come before the handler has
returned [ddi: nc-ndis-miniport_reset.md].  Pause may start meanwhile; two resets are not active
at once (option ``cfh_during_reset``: a superfluous second call).
"""

from __future__ import annotations

from ..language import Enum, Object, atomic, auto, driver, event, options
from .adapter import AdapterState, adapter, in_service
from .ddi import called, may_call_back
from .oid_direct import direct_oids_meet_reset
from .packet_filter import packet_filter
from .power_state import full_power
from .send import sends_meet_reset
from .status import DISPATCH_LEVEL, NDIS_STATUS_PENDING, PASSIVE_LEVEL
from .thread import Entry, returned, running


@event
def reset_requested():
    """The driver calls NdisMResetMiniport."""


@event
def reset_started():
    """MiniportResetEx is about to be called."""


@event
def reset_answered(status, by_return):
    """MiniportResetEx has returned, or the driver calls NdisMResetComplete."""


@event
def reset_completed(status, addressing_reset):
    """A reset ends, by return or by call."""


class SecondReset(Enum):
    """A call of MiniportResetEx while the reset before it is pended."""

    NONE = auto()
    RUNNING = auto()
    COMPLETED = auto()                     # as a reset of its own, after the one before


class ResetRequest(Object):
    """What NDIS is about to do about a reset."""

    due: bool = False
    second: SecondReset = SecondReset.NONE


reset_request = ResetRequest()


def reset_possible():
    """Whether the adapter is in a state in which it can be reset."""
    return (
        in_service()
        or options.slow_init
        and adapter.state == AdapterState.INITIALIZING
        and adapter.registration
    )


def reset_may_start():
    """Whether NDIS calls MiniportResetEx."""
    return (
        reset_request.due
        and reset_possible()
        and running(Entry.OID) == 0
        and (options.cfh_in_dx or full_power())
        and (options.cfh_during_reset or not adapter.resetting)
    )


@atomic
def reset_over(status, addressing_reset):
    """The reset has ended; NDIS restores the packet filter if the driver left that to it."""
    reset_completed(status, addressing_reset)
    if addressing_reset and packet_filter.lost:
        packet_filter.restore_due = True
    packet_filter.lost = False
    adapter.resetting = False
    adapter.reset_pended = False


@atomic
def reset_begins():
    """MiniportResetEx is called."""
    reset_started()
    reset_request.due = False
    if adapter.resetting:
        reset_request.second = SecondReset.RUNNING
    else:
        sends_meet_reset()
        direct_oids_meet_reset()
        adapter.resetting = True
        adapter.reset_pended = True


@atomic
def reset_back(status, addressing_reset):
    """MiniportResetEx has returned ``status``."""
    returned(Entry.RESET, status)
    reset_answered(status, True)
    if reset_request.second == SecondReset.NONE:
        if status != NDIS_STATUS_PENDING and adapter.reset_pended:
            reset_over(status, addressing_reset)
    elif reset_request.second == SecondReset.RUNNING:
        if status == NDIS_STATUS_PENDING and not adapter.reset_pended:
            # The one before has ended meanwhile: this is a reset of its own.
            adapter.resetting = True
            adapter.reset_pended = True
    reset_request.second = SecondReset.NONE


@atomic
def forget_reset():
    """The adapter is halted: nobody asks for a reset any more, none is pended."""
    reset_request.due = False
    reset_request.second = SecondReset.NONE
    adapter.resetting = False
    adapter.reset_pended = False


@atomic
def NdisMResetComplete(status, AddressingReset):
    """The driver ends a reset it has answered, or will answer, with PENDING; in 5.x it is at
    DISPATCH_LEVEL [ddi: nf-ndis-ndismresetcomplete.md]."""
    called(DISPATCH_LEVEL, DISPATCH_LEVEL if driver.ndis == 5 else PASSIVE_LEVEL)
    may_call_back()
    returned(Entry.NONE, status)
    reset_answered(status, False)
    if adapter.reset_pended:
        reset_over(status, AddressingReset)
    elif reset_request.second == SecondReset.RUNNING:
        reset_completed(status, AddressingReset)
        reset_request.second = SecondReset.COMPLETED


@atomic
def NdisMResetMiniport():
    """The driver asks for a reset; NDIS makes it later, on a thread of its own."""
    called(DISPATCH_LEVEL)
    reset_requested()
    reset_request.due = True
