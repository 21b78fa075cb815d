"""Synchronous OID requests beside resets, and halt: S58."""

from situations import HERE, both, cannot_happen, cast, happens, inside, shows, state

STEERING = HERE.parent / "rules" / "base_synchronous.py"
ONE, TWO = "synchronous oid caller 1", "synchronous oid caller 2"


def calling(party, level):
    """The party makes a request at this IRQL."""
    return both(inside(party, "SYNCHRONOUS_OID"), shows(f"{party}.irql", level))


def test_s58_two_synchronous_requests_meet_a_reset():
    program = cast(
        "SynchronousOidCaller", "SynchronousOidCaller", "CheckForHang", driver=STEERING,
        tokens={"NDIS_SYNCHRONOUS_OID_REQUEST": 2}, ver=680,
    )
    happens(program, both(
        inside("check for hang", "RESET"), calling(ONE, "DISPATCH_LEVEL"),
        calling(TWO, "PASSIVE_LEVEL"),
    ))


def test_s58_a_synchronous_request_comes_in_every_state_that_serves_requests():
    program = cast("SynchronousOidCaller", driver=STEERING, ver=680)
    asks = inside("synchronous oid caller", "SYNCHRONOUS_OID")
    for name in ("PAUSED", "RESTARTING", "RUNNING", "PAUSING"):
        happens(program, both(state(name), asks))
    for name in ("INITIALIZING", "HALTING", "HALTED"):
        assert cannot_happen(program, both(state(name), asks))
