"""What timers can do to MiniportHaltEx: S29, S30, S32 to S35."""

from situations import HERE, both, cannot_happen, cast, happens, shows, state

from miniport.checker.reach import Taken

TICKING = HERE.parent / "rules" / "base_timer.py"
REARMS_LATE = HERE.parent / "rules" / "timer" / "timer_no_rearm_after_stop.py"
TRUSTS_CANCEL = HERE.parent / "rules" / "timer" / "timer_halt_waits_callback.py"

CANCEL = Taken(activity="pnp thread", message="driver -> NDIS: NdisCancelTimerObject")
FREE = Taken(activity="pnp thread", message="driver -> NDIS: NdisFreeTimerObject")
SET = Taken(activity="pnp thread", message="driver -> NDIS: NdisSetTimerObject")
SET_AGAIN = Taken(activity="timer expiry tick", message="driver -> NDIS: NdisSetTimerObject")
CALLBACK = Taken(message="NDIS -> driver: OnTick")


def timer(queued: bool | None = None, fired: bool | None = None, running: int | None = None):
    """The timer is like this; what is None does not matter."""
    wanted = {"tick.queued": queued, "tick.fired": fired, "tick.running": running}
    return lambda now: all(now[n] == v for n, v in wanted.items() if v is not None)


def test_s29_the_callback_starts_after_halt_has_freed_the_timer():
    program = cast(driver="one_shot")
    happens(program, both(state("HALTING"), timer(fired=True)), CANCEL, FREE, CALLBACK)


def test_s30_a_callback_past_its_test_sets_the_timer_after_the_cancel():
    program = cast(driver=REARMS_LATE)
    stopped = shows("tick.stopped", "True")
    happens(program, timer(running=1), CANCEL, SET_AGAIN, both(stopped, timer(queued=True)))


def test_s32_halt_waits_for_a_callback_that_its_cancel_has_prevented():
    program = cast(driver="waits_for_callback")
    happens(
        program, both(state("HALTING"), timer(queued=True)), CANCEL,
        both(timer(False, False, 0), shows("ticked.signaled", "False")),
    )


def test_s33_the_cancel_of_a_periodic_timer_waits_for_a_callback_that_waits_for_a_lock():
    program = cast(driver="periodic")
    holding = both(timer(running=1), shows("lock.holder", "pnp thread"))
    trace = happens(program, holding, CANCEL, holding)
    assert any("lock.not-across-calls" in step.broken for step in trace.steps)


def test_s34_a_periodic_callback_runs_on_two_processors():
    happens(cast(driver="periodic"), timer(running=2))


def test_s34_a_callback_that_has_set_its_timer_again_runs_on_two_processors():
    happens(cast(driver=TICKING, timer_overlap=True), timer(running=2))
    assert cannot_happen(cast(driver=TICKING), timer(running=2))


def test_s35_a_timer_set_twice_expires_once_or_twice():
    program = cast(driver="one_shot")
    once = happens(program, SET, timer(queued=True), SET, CALLBACK, state("HALTING"))
    assert [step.message for step in once.steps].count(CALLBACK.message) == 1
    happens(program, SET, CALLBACK, SET, CALLBACK, state("RUNNING"))


def test_s35_cancel_succeeds_while_an_earlier_callback_still_runs():
    program = cast(driver=TRUSTS_CANCEL, timer_overlap=True)
    happens(
        program, both(state("HALTING"), timer(queued=True, running=1)), CANCEL,
        timer(False, False, 1), FREE, timer(running=1),
    )
