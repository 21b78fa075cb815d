"""Shutdown."""

from __future__ import annotations

from ..model.language import IQ, RB, SI, D, current, d, rule
from ..model.ndis.common_buffer import SharedMemory
from ..model.ndis.ddi import ddi_called
from ..model.ndis.device import hardware_accessed
from ..model.ndis.miniport import context_written
from ..model.ndis.resource import releasing
from ..model.ndis.shutdown import shutdown_call
from ..model.ndis.status import HIGH_LEVEL, NDIS_SHUTDOWN_ACTION
from ..model.ndis.thread import Entry


def bug_check():
    """Whether the current thread is inside MiniportShutdownEx for a bug check."""
    return (
        current.entry == Entry.SHUTDOWN
        and shutdown_call.action == NDIS_SHUTDOWN_ACTION.NdisShutdownBugCheck
    )


def power_off():
    """Whether the current thread is inside MiniportShutdownEx for power-off."""
    return (
        current.entry == Entry.SHUTDOWN
        and shutdown_call.action == NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff
    )


@rule(
    "shut.calls", kind=IQ, side=D, at=ddi_called,
    source="[ddi: nc-ndis-miniport_shutdown.md] [net: miniport-adapter-shutdown.md]",
    notes="One page forbids every NDIS call: see shut.calls-power-off.",
    why="At HIGH_LEVEL, with the other processors stopped, a call that takes a lock or waits never"
    " returns: no crash dump is written.",
    fix="For NdisShutdownBugCheck only silence the device by register writes.",
)
def calls(highest):
    """In a bug check MiniportShutdownEx makes only calls that are allowed at any IRQL."""
    return not bug_check() or highest == HIGH_LEVEL


@rule(
    "shut.calls-power-off", kind=IQ, side=d, at=ddi_called,
    source="[ddi: nc-ndis-miniport_shutdown.md] [net: miniport-adapter-shutdown.md]",
    notes="The two pages differ: a warning.",
    why="One page allows such calls at power-off, another forbids them: a driver that makes them"
    " relies on the kinder reading.",
    fix="Use the same short code for both reasons: silence the device, and nothing else.",
)
def calls_power_off(highest):
    """At power-off, too, MiniportShutdownEx makes only calls that are allowed at any IRQL."""
    return not power_off() or highest == HIGH_LEVEL


@rule(
    "shut.no-release", kind=RB, side=D, at=releasing,
    source="[ddi: nc-ndis-miniport_shutdown.md] [ddi: nf-ndis-ndismfreesharedmemory.md]",
    notes="Shared memory is never freed there; for power-off see shut.no-release-power-off.",
    why="Interrupts and threads may still use what is freed, and in a bug check the pools cannot"
    " be touched at all.",
    fix="Leave all memory and registrations in place in MiniportShutdownEx; the machine is about"
    " to stop.",
    microsoft=("SDV NdisMFreeSharedMemory",),
)
def no_release(resource):
    """MiniportShutdownEx releases nothing in a bug check, and never shared memory."""
    return current.entry != Entry.SHUTDOWN or (
        power_off() and not isinstance(resource, SharedMemory)
    )


@rule(
    "shut.no-release-power-off", kind=RB, side=d, at=releasing,
    source="[ddi: nc-ndis-miniport_shutdown.md] [net: miniport-adapter-shutdown.md]",
    notes="Allowed by one page, discouraged by the other: a warning.",
    why="The system is still running other threads that may use what is freed, and gains nothing"
    " by it.",
    fix="Leave memory and registrations alone at power-off, too.",
)
def no_release_power_off():
    """At power-off MiniportShutdownEx releases nothing either."""
    return not power_off()


@rule(
    "shut.nested-noop", kind=SI, side=D, at=(hardware_accessed, context_written),
    source="[ddi: nc-ndis-miniport_shutdown.md]",
    seed=("002-07",),
    notes="Reading a flag that says so is how a driver knows that it is halting.",
    why="The halt that was interrupted by the bug check has already released some of what shutdown"
    " would touch.",
    fix="Set a flag when MiniportHaltEx begins, and return from MiniportShutdownEx at once if it"
    " is set.",
)
def nested_noop():
    """MiniportShutdownEx does nothing to the device or the adapter's data if it is called inside
    MiniportHaltEx."""
    return not (current.entry == Entry.SHUTDOWN and shutdown_call.nested)
