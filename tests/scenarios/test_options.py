"""What an option adds to (or takes from) what can happen, and that it does not without it."""

from situations import HERE, both, cannot_happen, cast, happens, inside, shows, state

RULES = HERE.parent / "rules"
DRIVERS = HERE.parent / "model" / "drivers"
RESETS = inside("check for hang", "RESET")


def constant(situation, otherwise=False):
    """The situation, of a variable that may have but one value in the Program."""
    def now(values):
        try:
            return situation(values)
        except KeyError:
            return otherwise
    return now


def only_with(situation, value, *parties, option, driver, default=False, **others):
    """The situation comes about with the option, and cannot without it."""
    with_it = cast(*parties, driver=driver, **{option: value}, **others)
    without = cast(*parties, driver=driver, **{option: default}, **others)
    happens(with_it, *situation)
    assert cannot_happen(without, *situation)


def test_late_sends():
    before_any_restart = both(state("PAUSED"), shows("adapter.started", "False"))
    only_with(
        [both(before_any_restart, shows("NET_BUFFER_LIST1.place", "DRIVER"))],
        True, "Sender", option="late_sends", driver=RULES / "base.py",
    )


def test_io_during_reset():
    only_with(
        [both(RESETS, shows("adapter.resetting", "True")),
         both(shows("adapter.resetting", "True"), inside("oid dispatcher", "OID"))],
        True, "OidDispatcher", "CheckForHang", option="io_during_reset",
        driver=DRIVERS / "trusts_reset.py",
    )


def test_halt_during_reset():
    only_with(
        [both(state("HALTING"), shows("adapter.reset_pended", "True"))],
        True, "CheckForHang", option="halt_during_reset",
        driver=DRIVERS / "resets_in_work_item.py",
    )


def test_halt_with_rx():
    only_with(
        [both(state("HALTING"), shows("RECEIVE_NET_BUFFER_LIST1.place", "UP"))],
        True, "Returner", option="halt_with_rx", driver=RULES / "base_receive.py",
    )


def test_halt_anywhere():
    pended = both(state("HALTING"), shows("adapter.restart_pended", "True"))
    only_with([pended], True, option="halt_anywhere", driver=RULES / "base_workitem.py")


def test_cfh_during_reset():
    again = both(shows("adapter.resetting", "True"), inside("check for hang", "CHECK_FOR_HANG"))
    only_with(
        [again], True, "CheckForHang", option="cfh_during_reset", driver="resets_by_poll"
    )


def test_slow_init():
    only_with(
        [both(state("INITIALIZING"), inside("check for hang", "CHECK_FOR_HANG"))],
        True, "CheckForHang", option="slow_init", driver=DRIVERS / "waits_in_reset.py",
    )


def test_reset_irql():
    for value, other in (("passive", "DISPATCH_LEVEL"), ("dispatch", "PASSIVE_LEVEL")):
        comes = both(RESETS, constant(shows("check for hang.irql", other)))
        driver = DRIVERS / "waits_in_reset.py"
        happens(cast("CheckForHang", driver=driver), comes)
        assert cannot_happen(cast("CheckForHang", driver=driver, reset_irql=value), comes)


def test_failures():
    failed = shows("context.state", "FAILED")
    driver = RULES / "base_timer.py"
    happens(cast(driver=driver), failed)
    assert cannot_happen(cast(driver=driver, failures=False), failed)


def test_many_failures():
    only_with(
        [both(shows("first.state", "FAILED"), shows("second.state", "FAILED"))], True,
        option="many_failures", driver=DRIVERS / "survives_one_failure.py",
    )


def test_fail_at():
    driver = RULES / "base_timer.py"
    for number, name in ((1, "context"), (4, "tick")):
        program = cast(driver=driver, fail_at=number)
        others = {"context", "tick"} - {name}
        happens(program, shows(f"{name}.state", "FAILED"))
        for other in others:
            assert cannot_happen(program, shows(f"{other}.state", "FAILED"))


def test_line_shared():
    only_with(
        [constant(inside("interrupt line interrupt", "ISR"))], True, option="line_shared",
        driver=RULES / "base_interrupt.py", without=(),
    )


def test_line_granted():
    by_line = inside("interrupt line vectors", "ISR")
    driver = RULES / "base_messages.py"
    happens(cast("Device", driver=driver, without=()), by_line)
    assert cannot_happen(cast("Device", driver=driver, without=(), line_granted=False), by_line)
