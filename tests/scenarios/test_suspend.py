"""Selective suspend, the IRPs of the bus driver, a pause of the driver: S27, S51, S84 to S86."""

from situations import (
    SAMPLE,
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

from miniport.checker.reach import Taken

USBNIC = SAMPLE.with_name("usbnic.py")
ROUTINE = Taken(message="NDIS -> driver: OnRead")


def test_s51_the_device_is_removed_with_an_irp_under_way():
    program = cast("Removal", driver="cancels_without_waiting")
    under_way = shows("read.submitted", "True")
    cancelled = both(gone, under_way, shows("read.cancelled", "True"))
    happens(program, both(gone, under_way, state("RUNNING")), both(cancelled, state("RUNNING")))
    # The completion routine of the cancelled IRP comes before, during or after the halt.
    for when in ("RUNNING", "HALTING", "HALTED"):
        happens(
            program, both(cancelled, state("RUNNING")), both(cancelled, state(when)), ROUTINE,
            both(state(when), inside("bulk in read", "IRP_COMPLETION")),
        )


def test_s51_an_irp_that_nobody_cancels_may_stay_for_ever():
    program = cast("Removal", driver="leaves_its_irp")
    waiting = both(gone, shows("read.submitted", "True"))
    happens(program, waiting, halting_for("DeviceSurpriseRemoved"), waiting)


def idle(*places: str):
    """The idle notification is there."""
    return shows("idle.place", *places)


CONFIRM = Taken(message="driver -> NDIS: NdisMIdleNotificationConfirm")
CANCEL = Taken(message="NDIS -> driver: MiniportCancelIdleNotification")
COMPLETE = Taken(message="driver -> NDIS: NdisMIdleNotificationComplete")
GOING_DOWN = shows("adapter.operation", "POWER_DOWN")


def test_s84_the_idle_notification_is_cancelled_before_or_while_the_driver_confirms_it():
    program = cast("SelectiveSuspend", driver=USBNIC)
    cancelled = shows("idle.cancelled", "True")
    # Before: the bus driver says all the same that the device may sleep.
    happens(
        program, both(idle("PENDING"), cancelled, shows("idle.confirmed", "False")), CONFIRM,
        both(cancelled, GOING_DOWN), COMPLETE, shows("adapter.operation", "POWER_UP"),
    )
    # While: the request to go to low power is with the driver.
    happens(program, both(idle("PENDING"), GOING_DOWN), CANCEL, both(cancelled, GOING_DOWN))
    # The bus driver ends the idle request without having asked.
    happens(
        program, both(idle("PENDING"), cancelled, shows("idle.confirmed", "False")), COMPLETE,
        idle("NONE"),
    )


def test_s84_a_send_or_a_request_waits_until_the_adapter_is_awake():
    asleep = both(idle("PENDING"), shows("power.phase", "LOW"))
    for party, entry in (("Sender", "SEND"), ("OidDispatcher", "OID")):
        name = {"Sender": "sender", "OidDispatcher": "oid dispatcher"}[party]
        program = cast("SelectiveSuspend", party, driver="suspends_at_once")
        happens(program, asleep, both(inside(name, entry), shows("power.phase", "FULL")))
        assert cannot_happen(program, both(idle("PENDING"), inside(name, "NONE")),
                             both(idle("PENDING"), inside(name, entry)))


def test_s85_the_driver_confirms_inside_the_handler_with_its_lock_held():
    program = cast("SelectiveSuspend", driver="confirms_under_lock")
    locked = both(inside("selective suspend", "OID"), GOING_DOWN)
    trace = happens(program, inside("selective suspend", "IDLE_NOTIFICATION"), CONFIRM, locked)
    broken = {rule for step in trace.steps for rule in step.broken}
    assert {"ss.confirm-window", "lock.not-across-calls"} <= broken
    # The handler wants the lock that its own thread holds.
    assert cannot_happen(program, locked, shows("power.phase", "LOW"))


def test_s86_low_power_is_asked_of_a_busy_adapter():
    program = cast("SelectiveSuspend", "Returner", driver="suspends_busy")
    trace = happens(
        program,
        both(inside("selective suspend", "OID"), GOING_DOWN, shows("work.queued", "True"),
             shows("RECEIVE_NET_BUFFER_LIST1.place", "UP")),
        shows("power.phase", "LOW"),
    )
    assert "ss.drained" in {rule for step in trace.steps for rule in step.broken}


REQUIRED = shows("pause_requirement.required", "True")


def test_s27_the_driver_has_itself_paused():
    program = cast(driver="pauses_itself", ver=650)
    worker = "worker work"
    happens(
        program,
        both(REQUIRED, inside(worker, "WORK_ITEM"), state("RUNNING")),
        both(REQUIRED, inside("pnp thread", "PAUSE")),
        both(REQUIRED, inside(worker, "WORK_ITEM"), state("PAUSED")),
        state("RESTARTING"),
    )
    # An adapter that is paused already is not paused again.
    happens(program, both(state("PAUSED"), shows("pause_requirement.required", "False"),
                          inside(worker, "WORK_ITEM")), both(REQUIRED, state("PAUSED")))


def test_s27_the_work_item_that_waits_for_the_pause_has_the_lock_and_a_request():
    program = cast("OidDispatcher", driver="requires_pause", ver=650)
    pended = both(inside("worker work", "WORK_ITEM"), state("RUNNING"),
                  shows("NDIS_OID_REQUEST1.place", "PENDED"))
    waiting = both(REQUIRED, pended)
    trace = happens(program, both(shows("pause_requirement.required", "False"), pended), waiting)
    broken = {rule for step in trace.steps for rule in step.broken}
    assert {"oid.no-netpnpevent", "lock.not-across-calls"} <= broken
    # The pause wants the lock, and those above their answer: neither comes.
    assert cannot_happen(program, waiting, state("PAUSED"))
