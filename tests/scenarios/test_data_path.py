"""Sends, cancels, receives and returns beside each other and beside pause and halt."""

from pathlib import Path

from situations import SILENT, both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.explore import explore
from miniport.checker.reach import Taken
from miniport.checker.result import Verdict

RULES = Path(__file__).parents[1] / "rules"
QUEUEING = RULES / "base_send.py"
RECEIVING = RULES / "base_receive.py"
POLL, AGAIN = "timer expiry poll", "timer expiry again poll"


def call(activity, function):
    """The activity calls a function of NDIS."""
    return Taken(activity=activity, message=f"driver -> NDIS: {function}")


def entry(activity, handler):
    """The activity calls a handler of the driver."""
    return Taken(activity=activity, message=f"NDIS -> driver: {handler}")


def test_s15_a_send_of_running_is_still_in_its_handler_when_the_pause_completes():
    happens(
        cast("Sender", driver=QUEUEING),
        both(inside("sender", "SEND"), state("RUNNING")),
        both(inside("sender", "SEND"), state("PAUSED")),
    )


def test_s16_the_last_nbl_is_returned_while_the_pause_decides_to_pend():
    program = cast("Returner", driver=RECEIVING)
    happens(
        program,
        both(inside("pnp thread", "PAUSE"), inside("returner", "RETURN")),
        call("returner", "NdisMPauseComplete"),
        both(inside("pnp thread", "PAUSE"), state("PAUSED")),
    )
    happens(
        program,
        both(inside("pnp thread", "PAUSE"), inside("returner", "RETURN")),
        both(inside("pnp thread", "NONE"), inside("returner", "RETURN"), state("PAUSING")),
        call("returner", "NdisMPauseComplete"),
    )


def test_s17_a_pause_completes_while_an_indicate_call_runs():
    happens(
        cast("Returner", driver=RULES / "rx" / "rx_account_before_indicate.py"),
        call(POLL, "NdisMIndicateReceiveNetBufferLists"),
        both(shows("indications.running", "1"), state("PAUSED")),
    )


def test_s18_an_nbl_is_returned_before_the_indicate_call_returns():
    happens(
        cast("Returner", driver=RECEIVING),
        call(POLL, "NdisMIndicateReceiveNetBufferLists"),
        entry("returner", "MiniportReturnNetBufferLists"),
        both(shows("indications.running", "1"), inside("returner", "NONE"), shows("busy", "1")),
    )


def test_s19_cancel_and_pause_reach_for_the_same_queued_send():
    happens(
        cast("Sender", "SendCanceller", driver="flushes_in_pause"),
        both(
            inside("send canceller", "CANCEL_SEND"), inside("pnp thread", "PAUSE"),
            shows("len(queue)", "1"), shows("NET_BUFFER_LIST1.CancelId", "1"),
        ),
        call("pnp thread", "NdisMSendNetBufferListsComplete"),
        inside("send canceller", "CANCEL_SEND"),
    )


def test_s20_what_a_pause_waits_for_ends_in_any_order():
    program = cast(
        "Sender", "Returner", driver="sends_and_receives", without=(*SILENT, "TimerExpiryAgain")
    )
    waiting = both(
        state("PAUSING"), inside("pnp thread", "NONE"), shows("send", "NET_BUFFER_LIST1"),
        shows("RECEIVE_NET_BUFFER_LIST1.place", "UP"), inside(POLL, "TIMER"),
        shows("indications.running", "1"),
    )
    for last in ("returner", POLL):
        happens(program, waiting, call(last, "NdisMPauseComplete"))


def test_s21_halt_starts_before_the_return_handler_that_completed_the_pause_is_back():
    happens(
        cast("Returner", driver=RECEIVING),
        call("returner", "NdisMPauseComplete"),
        both(state("HALTING"), inside("returner", "RETURN")),
    )


def test_s26_a_pause_waits_for_ever_for_a_lent_nbl():
    found = explore(cast("Returner", driver="waits_for_lent"))
    verdicts = {f.property: f.verdict for f in found.findings}
    assert verdicts["progress"] is Verdict.VIOLATED
    right = explore(cast("Returner", driver="recycles_lent"))
    verdicts = {f.property: f.verdict for f in right.findings}
    assert verdicts["progress"] is Verdict.HOLDS


def test_s28_sends_come_late():
    program = cast("Sender", driver=QUEUEING, late_sends=True)
    start = entry("sender", "MiniportSendNetBufferLists")
    for late in ("PAUSED", "RESTARTING"):
        happens(program, both(inside("sender", "NONE"), state(late)), start, both(
            inside("sender", "SEND"), state(late)
        ))
    assert cannot_happen(
        cast("Sender", driver=QUEUEING),
        both(shows("NET_BUFFER_LIST1.place", "DRIVER"), state("RESTARTING")),
    )


def test_s41_nbls_are_returned_while_halt_runs():
    returned = Taken(activity="returner", message="NDIS -> driver: MiniportReturnNetBufferLists")
    up = both(state("HALTING"), shows("RECEIVE_NET_BUFFER_LIST1.place", "UP"))
    program = cast("Returner", driver="pauses_too_early")
    happens(program, up, returned, both(state("HALTING"), inside("returner", "RETURN")))


def test_s69_the_protocol_sends_again_before_the_completing_handler_is_back():
    happens(
        cast("Sender", "Sender", driver=RULES / "base.py"),
        call("sender 1", "NdisMSendNetBufferListsComplete"),
        both(
            inside("sender 1", "SEND"), inside("sender 2", "SEND"),
            shows("NET_BUFFER_LIST1.place", "DRIVER"),
        ),
    )


def test_s70_two_senders_fill_the_queue_that_a_poll_empties():
    happens(
        cast("Sender", "Sender", driver=QUEUEING, tokens={"NET_BUFFER_LIST": 2}),
        both(inside("sender 1", "SEND"), inside("sender 2", "SEND"), inside(POLL, "TIMER")),
        call(POLL, "NdisMSendNetBufferListsComplete"),
        both(inside("sender 1", "SEND"), inside("sender 2", "SEND")),
    )


def test_s74_two_processors_indicate_and_a_third_returns():
    two = {"RECEIVE_NET_BUFFER_LIST": 2}
    program = cast("Returner", driver=RECEIVING, tokens=two)
    happens(
        program,
        shows("indications.running", "2"),
        both(
            inside(POLL, "TIMER"), inside(AGAIN, "TIMER"), inside("returner", "RETURN"),
            shows("len(free_list)", "0"),
        ),
    )


def test_s75_a_lent_nbl_is_recycled_by_the_return_routine_of_the_driver():
    program = cast("Returner", driver="recycles_lent")
    place = "RECEIVE_NET_BUFFER_LIST1.place"
    happens(program, shows(place, "LENT"), both(
        shows(place, "DRIVER"), shows("len(free_list)", "1"), inside("returner", "NONE")
    ))
    # Not by NDIS: a driver that has every NBL lent never sees the handler called.
    assert "returner" not in {a.name for a in cast("Returner", driver="lends").activities}


def test_s76_nbls_are_returned_in_reverse_order_and_much_later():
    one, two = (f"RECEIVE_NET_BUFFER_LIST{n}.place" for n in (1, 2))
    program = cast("Returner", driver=RECEIVING, tokens={"RECEIVE_NET_BUFFER_LIST": 2})
    for first, second in ((one, two), (two, one)):
        happens(
            program,
            both(shows(first, "UP"), shows(second, "DRIVER")),
            both(shows(first, "UP"), shows(second, "UP"), state("PAUSING")),
            both(shows(first, "UP"), shows(second, "DRIVER"), inside("returner", "RETURN")),
            both(shows(first, "DRIVER"), shows(second, "DRIVER"), inside("returner", "RETURN")),
        )


def test_s78_a_send_with_the_identifier_comes_while_it_is_cancelled():
    program = cast("Sender", "SendCanceller", driver=QUEUEING, tokens={"NET_BUFFER_LIST": 2})
    happens(
        program,
        both(inside("send canceller", "CANCEL_SEND"), inside("sender", "NONE")),
        both(
            inside("send canceller", "CANCEL_SEND"), inside("sender", "SEND"),
            shows("NET_BUFFER_LIST2.CancelId", "1"), shows("NET_BUFFER_LIST2.place", "DRIVER"),
        ),
        both(inside("send canceller", "CANCEL_SEND"), inside("sender", "NONE"),
             shows("len(queue)", "1")),
    )
