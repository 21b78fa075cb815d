"""Shutdown: the system powers off, or crashes, in the middle of whatever the driver does.

Facts: MiniportShutdownEx(NdisShutdownPowerOff) comes at PASSIVE_LEVEL, BugCheck at any IRQL, in
Paused, Restarting, Running or Pausing; nothing is called afterwards, not even halt
[ddi: nc-ndis-miniport_shutdown.md] [net: miniport-adapter-shutdown.md].  If MiniportHaltEx itself
causes the bug check, it is called inside it and must return at once.  From 6.30 on a bug check is
announced only to an adapter that asked for it, by REGISTER_BUGCHECK_CALLBACK in its registration
attributes.

Reading: the system does one thing after the other, so that MiniportShutdownEx for a power-off
comes in full power, and not on the way to a low state; a bug check comes at any time.

Options: ``bug_check`` adds the BugCheck variant, also inside MiniportHaltEx.
"""

from __future__ import annotations

from ..language import Object, atomic, driver, maybe, optional, options, wait_until
from .adapter import AdapterState, adapter, in_service, move
from .power_state import PowerPhase, power
from .status import HIGH_LEVEL, NDIS_SHUTDOWN_ACTION, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


class ShutdownCall(Object):
    """What the call of MiniportShutdownEx is about."""

    action: NDIS_SHUTDOWN_ACTION = NDIS_SHUTDOWN_ACTION.NdisShutdownPowerOff
    nested: bool = False                   # inside MiniportHaltEx


shutdown_call = ShutdownCall()


def announces_bug_check():
    """Whether NDIS calls the driver in a bug check."""
    return options.bug_check and (
        driver.ndis == 5 or options.ver < 630
        or driver.NDIS_MINIPORT_ATTRIBUTES_REGISTER_BUGCHECK_CALLBACK
    )


def crashes_in_halt():
    """Whether MiniportHaltEx may be running and have caused a bug check; no page says that
    MiniportShutdown comes inside the MiniportHalt of NDIS 5.x."""
    return (
        announces_bug_check() and driver.ndis == 6 and adapter.state == AdapterState.HALTING
    )


@atomic
def begin_shutdown():
    """From here on nothing else is called."""
    if announces_bug_check() and (
        adapter.state == AdapterState.HALTING or power.phase != PowerPhase.FULL or maybe()
    ):
        shutdown_call.action = NDIS_SHUTDOWN_ACTION.NdisShutdownBugCheck
        shutdown_call.nested = adapter.state == AdapterState.HALTING
        enter(Entry.SHUTDOWN, HIGH_LEVEL)
    else:
        enter(Entry.SHUTDOWN, PASSIVE_LEVEL)
    move(AdapterState.SHUTDOWN)


class Shutdown(Thread):
    """Shuts the adapter down, once."""

    def run(self):
        with atomic():
            wait_until(
                in_service() and (power.phase == PowerPhase.FULL or announces_bug_check())
                or crashes_in_halt()
            )
            optional()
            begin_shutdown()
            action = shutdown_call.action
        if hasattr(driver, "MiniportShutdownEx"):
            driver.MiniportShutdownEx(action)
        leave()
