"""Load and initialize: S01 to S14, as far as their actors exist."""

from pathlib import Path

import pytest
from situations import (
    both,
    cannot_happen,
    cast,
    gone,
    halting_for,
    happens,
    inside,
    shows,
    state,
)

RULES = Path(__file__).parents[1] / "rules"
ACQUIRED = (
    "context", "registry", "pool", "watchdog", "work_item", "ports", "dma", "rings", "interrupt",
)


@pytest.mark.parametrize("resource", ACQUIRED)
def test_s01_initialization_fails_at_every_step(resource):
    happens(cast(), shows(f"{resource}.state", "FAILED"), state("HALTED"), state("PAUSED"))


@pytest.mark.parametrize("entry", ["ISR", "DPC"])
def test_s02_interrupts_come_before_the_registration_returns(entry):
    program = cast(driver="eager_interrupt", without=(), line_shared=True)
    party = {"ISR": "interrupt line interrupt", "DPC": "dpc processor interrupt"}[entry]
    happens(program, both(shows("interrupt.connection", "REGISTERING"), inside(party, entry)))


def test_s04_a_dpc_runs_while_a_failing_initialization_deregisters():
    program = cast(driver="eager_interrupt", without=(), line_shared=True)
    happens(program, both(
        state("INITIALIZING"), shows("interrupt.connection", "DEREGISTERING"),
        inside("dpc processor interrupt", "DPC"),
    ), state("HALTED"))


def test_s05_a_timer_expires_before_it_is_freed_by_a_failing_initialization():
    program = cast(driver="early_timer")
    happens(
        program,
        both(shows("context.state", "FAILED"), inside("timer expiry poll", "TIMER")),
        state("HALTED"),
    )


def test_s06_check_for_hang_and_reset_meet_a_half_built_adapter():
    program = cast("CheckForHang", driver=RULES / "init" / "init_cfh_quiet.py", slow_init=True)
    happens(
        program,
        both(state("INITIALIZING"), inside("check for hang", "CHECK_FOR_HANG")),
        both(state("INITIALIZING"), inside("check for hang", "RESET")),
    )


def test_s07_requests_and_restart_come_at_once_after_initialization():
    happens(cast("OidDispatcher"), both(
        inside("oid dispatcher", "OID"), inside("pnp thread", "RESTART"), state("RESTARTING"),
    ))


def test_s08_halt_without_any_restart():
    halting = inside("pnp thread", "HALT")
    happens(
        cast(), halting_for("DeviceInitializationFailed"),
        lambda now: halting(now) and now["adapter.started"] == 0,
    )


def test_s10_the_hardware_vanishes_during_initialization_and_nobody_is_told():
    happens(cast("Removal"), both(gone, state("INITIALIZING")), state("HALTED"))
    program = cast("Removal", driver=RULES / "base_adapter.py")
    happens(program, both(gone, state("INITIALIZING")), inside("removal", "PNP_EVENT"))
    assert cannot_happen(program, both(inside("removal", "PNP_EVENT"), state("INITIALIZING")))


def test_s12_halt_for_new_resources_then_initialize_again():
    again = inside("pnp thread", "INITIALIZE")
    happens(cast(), halting_for("DeviceStopped"), again, state("RUNNING"))


def test_s13_driver_entry_fails_before_and_after_registration():
    program = cast(driver="optional_handlers")
    failed = shows("adapter.load", "GONE")
    never = shows("adapter.failures", "True")
    happens(program, inside("pnp thread", "SET_OPTIONS"), both(failed, never))
    happens(program, shows("control.state", "FAILED"), failed)


def test_s14_a_timer_runs_before_initialization_has_returned():
    early = both(state("INITIALIZING"), inside("timer expiry poll", "TIMER"))
    happens(cast(driver="early_timer"), early)
