"""Check-for-hang and reset beside sends, requests, pause and halt."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.explore import explore
from miniport.checker.reach import Taken
from miniport.checker.result import Verdict

RULES = Path(__file__).parents[1] / "rules"
HANG, POLL = "check for hang", "timer expiry poll"
RESETTING = shows("adapter.resetting", "True")
OVER = shows("adapter.resetting", "False")
RESET = Taken(activity=HANG, message="NDIS -> driver: MiniportResetEx")
CHECK = Taken(activity=HANG, message="NDIS -> driver: MiniportCheckForHangEx")


def call(activity, function):
    """The activity calls a function of NDIS."""
    return Taken(activity=activity, message=f"driver -> NDIS: {function}")


def pended():
    """The reset is pended: its handler has returned."""
    return both(RESETTING, inside(HANG, "NONE"))


def test_s52_a_request_outlives_two_calls_and_a_send_ends_during_the_reset():
    program = cast("OidDispatcher", "Sender", "CheckForHang", driver="hangs_on_oid")
    trace = happens(program, RESET)
    checks = [s for s in trace.steps if s.message == CHECK.message]
    assert len(checks) == 2
    happens(
        program,
        both(inside(HANG, "RESET"), inside(POLL, "TIMER"),
             shows("NET_BUFFER_LIST1.place", "DRIVER")),
        call(POLL, "NdisMSendNetBufferListsComplete"),
        inside(HANG, "RESET"),
    )


def test_s53_a_request_is_completed_when_the_reset_reaches_for_it():
    program = cast("OidDispatcher", "CheckForHang", driver="answers_late")
    happens(
        program,
        both(inside(HANG, "RESET"), inside(POLL, "TIMER"),
             shows("NDIS_OID_REQUEST1.place", "PENDED")),
        call(POLL, "NdisMOidRequestComplete"),
        inside(HANG, "RESET"),
    )
    happens(
        program,
        both(inside(HANG, "RESET"), inside(POLL, "TIMER"),
             shows("NDIS_OID_REQUEST1.place", "PENDED")),
        call(HANG, "NdisMOidRequestComplete"),
        inside(POLL, "TIMER"),
    )


def test_s54_a_pause_comes_while_a_reset_is_pended_and_either_ends_first():
    program = cast("CheckForHang", driver="resets_by_poll")
    both_pended = both(pended(), state("PAUSING"))
    happens(program, both_pended, both(pended(), state("PAUSED")))
    happens(program, both_pended, both(OVER, state("PAUSING")))


def test_s55_a_second_reset_comes_during_the_first():
    happens(
        cast("CheckForHang", driver="resets_by_poll", cfh_during_reset=True),
        RESET, pended(), both(RESETTING, inside(HANG, "RESET")),
        both(RESETTING, inside(HANG, "NONE")),
    )
    asked = cast("CheckForHang", driver="asks_for_reset")
    happens(asked, RESET, pended(), both(pended(), shows("reset_request.due", "True")), RESET)


def test_s56_a_reset_at_dispatch_level_ends_in_a_timer_callback_under_the_lock():
    program = cast("CheckForHang", driver="resets_under_lock")
    happens(
        program,
        both(inside(HANG, "RESET"), shows(f"{HANG}.irql", "DISPATCH_LEVEL")),
        pended(),
        call(POLL, "NdisMResetComplete"),
        OVER,
    )
    found = {f.property: f.verdict for f in explore(program).findings}
    assert found["lock.not-across-calls"] is Verdict.VIOLATED


def test_s57_ndis_restores_the_filter_at_once_and_sends_come_with_it():
    program = cast(
        "OidDispatcher", "Sender", "CheckForHang", driver="leaves_filter_to_ndis", oid_kinds=True
    )
    restores = both(
        shows("NDIS_OID_REQUEST1.Oid", "OID_GEN_CURRENT_PACKET_FILTER"),
        inside("oid dispatcher", "OID"),
    )
    happens(
        program,
        both(RESETTING, shows("packet_filter.lost", "True")),
        both(OVER, shows("packet_filter.restore_due", "True"), inside("oid dispatcher", "NONE")),
        both(restores, inside("sender", "SEND"), shows("packet_filter.programmed", "False")),
        shows("packet_filter.programmed", "True"),
    )


def test_s59_a_send_comes_in_the_middle_of_a_reset():
    send = Taken(activity="sender", message="NDIS -> driver: MiniportSendNetBufferLists")
    program = cast("Sender", "CheckForHang", driver="resets_by_poll", io_during_reset=True)
    racing = shows("NET_BUFFER_LIST1.racing", "True")
    happens(
        program,
        both(pended(), inside("sender", "NONE")),
        both(pended(), inside("sender", "SEND"), racing),
        send,
        both(OVER, racing),
    )


def test_s60_the_link_is_lost_with_the_reset_and_back_after_it():
    program = cast("CheckForHang", driver=RULES / "reset" / "reset_link_known.py")
    happens(
        program,
        both(RESETTING, shows("link.known", "False")),
        both(OVER, shows("link.known", "False")),
        call(POLL, "NdisMIndicateStatusEx"),
        both(OVER, shows("link.known", "True"), state("RUNNING")),
    )


def test_s62_halt_overtakes_a_pended_reset():
    situations = (both(pended(), state("PAUSED")), both(pended(), state("HALTING")))
    happens(cast("CheckForHang", driver="resets_by_poll", halt_during_reset=True), *situations)
    assert cannot_happen(cast("CheckForHang", driver="resets_by_poll"), *situations)
