"""What message-signaled interrupts can do: S03, S77."""

import pytest
from situations import HERE, both, cannot_happen, cast, happens, inside, shows

from miniport.checker.explore import explore
from miniport.checker.result import Limits, Verdict

SIGNALED = HERE.parent / "rules" / "base_messages.py"
FIRST, SECOND = "vectors.first", "vectors.second"


def granted(kind: str):
    """What NDIS has granted."""
    return shows("vectors.InterruptType", f"NDIS_CONNECT_{kind}_BASED")


def signaled(driver=SIGNALED, **options):
    """A driver with messages, and a device that uses them."""
    return cast("Device", driver=driver, without=(), long_delays=False, **options)


def dpc(message: str, processor: int, state: str = "running"):
    """The DPC of the message is running, or queued, on the processor."""
    return shows(f"{message}.{state}[{processor}]", "True")


def test_s03_a_line_is_granted_where_messages_were_asked_for():
    program = signaled(line_shared=True)
    line, message = "interrupt line vectors", f"message line {FIRST}"
    happens(program, both(granted("LINE"), inside(line, "ISR")))
    happens(program, both(granted("MESSAGE"), inside(message, "ISR")))
    assert cannot_happen(program, both(granted("LINE"), inside(message, "ISR")))


def test_a_message_is_never_shared():
    program = signaled(line_shared=True, line_granted=False)
    assert cannot_happen(program, inside("interrupt line vectors", "ISR"))
    happens(program, inside(f"message line {FIRST}", "ISR"))


def test_s03_the_service_routine_runs_before_registration_returns():
    program = signaled(driver="unmasks_early", line_granted=False)
    happens(program, both(
        shows("vectors.connection", "REGISTERING"), inside(f"message line {FIRST}", "ISR")
    ))


def test_service_routines_of_two_messages_run_in_parallel_unless_they_are_serialized():
    two = both(inside(f"message line {FIRST}", "ISR"), inside(f"message line {SECOND}", "ISR"))
    happens(signaled(line_granted=False), two)
    assert cannot_happen(signaled(driver="serializes_messages", line_granted=False), two)


def test_dpcs_run_in_parallel_on_different_processors_only():
    program = signaled(driver="queues_on_processors", dpc_processors=2, line_granted=False)
    happens(program, both(dpc(FIRST, 0), dpc(SECOND, 1)))
    happens(program, both(dpc(FIRST, 0), dpc(FIRST, 1)))
    one = signaled(line_granted=False)
    assert cannot_happen(one, both(dpc(FIRST, 0), dpc(SECOND, 0)))


def test_s77_a_dpc_is_not_queued_where_one_is_queued():
    program = signaled(driver="queues_on_processors", dpc_processors=2, line_granted=False)
    happens(
        program, both(dpc(SECOND, 1, "queued"), dpc(FIRST, 0), shows("dropped", "False")),
        both(dpc(SECOND, 1, "queued"), dpc(FIRST, 0), shows("dropped", "True")),
    )
    happens(program, dpc(SECOND, 1), both(dpc(SECOND, 1), dpc(SECOND, 1, "queued")))


@pytest.mark.parametrize(("driver", "synchronized"), [
    ("synchronizes_messages", True), ("serializes_messages", True),
    ("synchronizes_with_other", False),
])
@pytest.mark.parametrize("options", [{}, {"line_granted": False}], ids=["either", "messages"])
def test_each_message_has_its_interrupt_lock(driver, synchronized, options):
    found = explore(signaled(driver=driver, **options), Limits(states=500_000))
    assert not found.limit
    broken = [f.property for f in found.findings if f.verdict is Verdict.VIOLATED]
    assert broken == ([] if synchronized else ["intr.isr-shared-synced"])
