"""Halt for every reason, shutdown at any moment: S40, S42, S43."""

from pathlib import Path

import pytest
from situations import both, cannot_happen, cast, halting_for, happens, inside, shows, state

RULES = Path(__file__).parents[1] / "rules"


@pytest.mark.parametrize(
    "action",
    ["DeviceDisabled", "DeviceStopped", "DevicePoweredDown", "DeviceInitializationFailed"],
)
def test_s40_halt_and_a_second_life(action):
    happens(cast(), halting_for(action), inside("pnp thread", "INITIALIZE"))


def test_s40_halt_of_a_removed_adapter_is_the_end():
    program = cast("Removal")
    removed = halting_for("DeviceSurpriseRemoved")
    happens(program, removed, shows("adapter.load", "GONE"))
    assert cannot_happen(program, removed, inside("pnp thread", "INITIALIZE"))


def test_s40_halt_of_a_failed_device():
    program = cast(driver="eager_interrupt", without=(), line_shared=True)
    happens(program, halting_for("DeviceFailed"))


def test_s42_a_bug_check_inside_halt():
    program = cast("Shutdown", bug_check=True, ver=620)
    happens(program, both(
        inside("pnp thread", "HALT"), inside("shutdown", "SHUTDOWN"),
        shows("shutdown.irql", "HIGH_LEVEL"),
    ))


@pytest.mark.parametrize("action", ["PowerOff", "BugCheck"])
def test_s43_shutdown_in_the_middle_of_everything(action):
    program = cast("Shutdown", "Sender", "OidDispatcher", bug_check=True, ver=620)
    happens(program, both(
        inside("shutdown", "SHUTDOWN"), shows("shutdown_call.action", f"NdisShutdown{action}"),
        inside("sender", "SEND"), inside("oid dispatcher", "OID"),
    ))


def test_s43_nothing_is_called_after_shutdown():
    program = cast("Shutdown", "OidDispatcher", driver=RULES / "base_adapter.py")
    over = both(
        state("SHUTDOWN"), inside("oid dispatcher", "NONE"), inside("pnp thread", "NONE")
    )
    happens(program, over)
    assert cannot_happen(program, over, inside("oid dispatcher", "OID"))
    assert cannot_happen(program, over, inside("pnp thread", "HALT"))
