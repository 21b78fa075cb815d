"""Two adapters of one driver: S11, and what they have in common."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.explore import explore
from miniport.checker.result import Limits, Verdict

RULES = Path(__file__).parents[1] / "rules"
COUNTING = RULES / "base_shared.py"
HERE, THERE = "pnp thread", "second further pnp thread"
INITIALIZING = both(inside(HERE, "INITIALIZE"), inside(THERE, "INITIALIZE"))


def two(driver: Path = COUNTING, **options: object):
    """A driver with two adapters."""
    return cast(driver=driver, second=("FurtherPnpThread",), **options)


def second(*states: str):
    """The second adapter is in one of these states."""
    return shows("second.adapter.state", *states)


def test_s11_two_adapters_are_initialized_at_the_same_time():
    happens(two(), INITIALIZING, shows("shared.adapters", "2"))
    found = explore(two(RULES / "race" / "race_shared_state_adapters.py"), Limits())
    broken = {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}
    assert broken == {"race.shared-state"}


def test_before_6_30_adapters_are_initialized_one_after_the_other():
    happens(two(ver=630), INITIALIZING)
    assert cannot_happen(two(ver=620), INITIALIZING)
    happens(two(ver=620), both(state("RUNNING"), second("INITIALIZING")), second("RUNNING"))


def test_one_adapter_fails_to_initialize_while_the_other_runs():
    happens(two(), both(state("RUNNING"), shows("second.context.state", "FAILED")),
            both(state("RUNNING"), second("HALTED")))


def test_one_adapter_is_halted_while_the_other_is_initialized():
    happens(two(), both(state("HALTING"), second("INITIALIZING")))


def test_the_driver_is_loaded_once_and_unloaded_when_both_are_halted():
    unloading = inside(HERE, "UNLOAD")
    happens(two(), both(state("RUNNING"), second("RUNNING")), unloading)
    for who in (state, second):
        assert cannot_happen(two(), both(unloading, who("PAUSED", "RUNNING", "INITIALIZING")))
    assert cannot_happen(two(), inside(THERE, "UNLOAD"))
    assert cannot_happen(two(), inside(THERE, "DRIVER_ENTRY"))


def test_an_adapter_has_its_own_context_and_shares_what_is_the_drivers():
    names = {v.name for v in two().variables}
    own, shared = {"adapter.state", "context.state"}, {"adapter.load", "shared.adapters"}
    assert own | {f"second.{name}" for name in own} | shared <= names
    assert not names & {f"second.{name}" for name in shared}
