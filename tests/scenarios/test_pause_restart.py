"""Pause and restart: S22 to S25."""

from pathlib import Path

from situations import both, cast, happens, inside, shows, state

RULES = Path(__file__).parents[1] / "rules"


def test_s22_a_request_is_pended_over_the_pause_and_others_follow_in_paused():
    pended = shows("NDIS_OID_REQUEST1.place", "PENDED")
    happens(
        cast("OidDispatcher"),
        both(pended, inside("pnp thread", "PAUSE")),
        both(inside("oid dispatcher", "OID"), state("PAUSED")),
    )


def test_s23_a_send_comes_before_the_restarting_call_has_returned():
    program = cast("Sender", driver=RULES / "restart" / "restart_ready_before_complete.py")
    happens(program, both(
        inside("pnp thread", "RESTART"), state("RUNNING"), inside("sender", "SEND")
    ))


def test_s24_a_restart_fails_with_receives_outstanding():
    program = cast("Returner", driver=RULES / "restart" / "restart_fail_quiesced.py")
    up = shows("RECEIVE_NET_BUFFER_LIST1.place", "UP")
    happens(
        program,
        both(up, state("RESTARTING")),
        both(up, state("PAUSED"), shows("adapter.fate", "RESTART_FAILED")),
    )


def test_s25_pause_restart_pause_while_the_first_pause_is_not_quite_over():
    program = cast("Returner", driver=RULES / "base_receive_restart.py")
    late = inside("returner", "RETURN")
    happens(program, *(both(state(s), late) for s in ("PAUSED", "RUNNING", "PAUSING")))
