"""Check-for-hang: NDIS asks the driver at every tick, and resets an adapter that hangs.

Facts: MiniportCheckForHangEx is called every two seconds or so, at PASSIVE_LEVEL, in every state
from Paused to Pausing [net: miniport-adapter-check-for-hang-and-reset-operations.md]; a slow
MiniportInitializeEx may see it once its registration attributes are set (option ``slow_init``).
It is not called during a reset (option ``cfh_during_reset``) and not once halt is decided.

A failing MiniportInitializeEx cannot protect what it frees from a check-for-hang call that is
running; no page says how NDIS does.  Here, a call during initialization uses up the one failure
that may be injected in this life of the adapter.
"""

from __future__ import annotations

from ..language import Final, Object, atomic, choose, driver, event, options, tokens, wait_until
from .adapter import AdapterState, adapter, in_service
from .oid import NDIS_OID_REQUEST, OidPlace
from .power_state import full_power
from .reset import reset_back, reset_begins, reset_may_start, reset_request
from .status import DISPATCH_LEVEL, PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


@event
def check_for_hang_returned(hung):
    """MiniportCheckForHangEx has returned."""


class BooleanOut(Object):
    """A BOOLEAN that the driver gives back through a pointer."""

    value: bool = False


def check_may_start():
    """Whether NDIS calls MiniportCheckForHangEx at this tick."""
    return (
        in_service()
        or options.slow_init
        and adapter.state == AdapterState.INITIALIZING
        and adapter.registration
        and adapter.failures
    ) and (options.cfh_during_reset or not adapter.resetting) and (
        options.cfh_in_dx or full_power()
    )


@atomic
def count_calls():
    """Every regular request still pended has outlived one more call; two are enough to reset."""
    for oid in tokens(NDIS_OID_REQUEST):
        if oid.place == OidPlace.PENDED:
            if oid.age > 0:
                reset_request.due = True
            else:
                oid.age = 1


class CheckForHang(Thread):
    """The check-for-hang timer of NDIS, and the work item in which it resets the adapter."""

    kind: Final = "hang"
    AddressingReset = BooleanOut()

    def run(self):
        while True:
            if hasattr(driver, "MiniportCheckForHangEx") and hasattr(driver, "MiniportResetEx"):
                with atomic():
                    wait_until(check_may_start() or reset_may_start())
                    resets = reset_may_start()
                    self.start(resets)
                if resets:
                    self.reset()
                else:
                    self.check()
            elif hasattr(driver, "MiniportResetEx"):
                with atomic():
                    wait_until(reset_may_start())
                    self.start(True)
                self.reset()
            else:
                wait_until(False)

    @atomic
    def start(self, resets):
        """The gate is open: the call begins."""
        if resets:
            reset_begins()
            if options.reset_irql == "passive":
                enter(Entry.RESET, PASSIVE_LEVEL)
            elif options.reset_irql == "dispatch":
                enter(Entry.RESET, DISPATCH_LEVEL)
            else:
                enter(Entry.RESET, choose(PASSIVE_LEVEL, DISPATCH_LEVEL))
        else:
            if adapter.state == AdapterState.INITIALIZING:
                adapter.failures = False
            enter(Entry.CHECK_FOR_HANG, PASSIVE_LEVEL)

    def check(self):
        """Ask the driver."""
        hung = driver.MiniportCheckForHangEx()
        with atomic():
            check_for_hang_returned(hung)
            count_calls()
            if hung:
                reset_request.due = True
            leave()

    def reset(self):
        """Reset the adapter."""
        status = driver.MiniportResetEx(self.AddressingReset)
        with atomic():
            reset_back(status, self.AddressingReset.value)
            self.AddressingReset.value = False
            leave()
