"""OID requests beside their cancels, their completions, and events."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.explore import explore
from miniport.checker.reach import Taken
from miniport.checker.result import Verdict

RULES = Path(__file__).parents[1] / "rules"
PENDING = RULES / "base_oid.py"
POLL = "timer expiry poll"
PLACE = "NDIS_OID_REQUEST1.place"


def call(activity, function):
    """The activity calls a function of NDIS."""
    return Taken(activity=activity, message=f"driver -> NDIS: {function}")


def test_s63_a_cancel_finds_the_request_that_is_being_completed():
    program = cast("OidDispatcher", "OidCanceller", driver=PENDING)
    cancels, polls = inside("oid canceller", "CANCEL_OID"), inside(POLL, "TIMER")
    for first, other in ((POLL, cancels), ("oid canceller", polls)):
        happens(
            program,
            both(cancels, polls, shows(PLACE, "PENDED")),
            call(first, "NdisMOidRequestComplete"),
            both(shows(PLACE, "ABOVE"), other),
        )


def test_s64_a_request_is_completed_before_its_handler_has_returned():
    happens(
        cast("OidDispatcher", driver=PENDING),
        call(POLL, "NdisMOidRequestComplete"),
        both(shows(PLACE, "COMPLETED"), inside("oid dispatcher", "OID")),
    )


def test_s65_an_event_waits_for_the_request_that_waits_for_it():
    inside_handler = cast("OidDispatcher", driver=RULES / "oid" / "oid_no_netpnpevent.py")
    told = call("oid dispatcher", "NdisMNetPnPEvent")
    happens(inside_handler, told)
    assert cannot_happen(inside_handler, told, inside("oid dispatcher", "NONE"))
    by_work_item = cast("OidDispatcher", driver="tells_while_pended")
    told = call("worker item", "NdisMNetPnPEvent")
    happens(by_work_item, both(shows(PLACE, "PENDED"), inside("worker item", "WORK_ITEM")), told)
    assert cannot_happen(by_work_item, told, inside("worker item", "NONE"))


def test_s66_two_direct_requests_and_a_regular_one_and_a_cancel_run_at_once():
    one, two = (f"NDIS_DIRECT_OID_REQUEST{n}.place" for n in (1, 2))
    program = cast(
        "OidDispatcher", "DirectOidCaller", "DirectOidCaller", "DirectOidCanceller",
        driver="pends_direct_oids", tokens={"NDIS_DIRECT_OID_REQUEST": 2},
    )
    happens(program, both(
        inside("direct oid caller 1", "DIRECT_OID"), inside("direct oid caller 2", "DIRECT_OID"),
        inside("oid dispatcher", "OID"), inside("direct oid canceller", "CANCEL_DIRECT_OID"),
    ))
    happens(
        program,
        both(shows(one, "PENDED"), shows(two, "PENDED")),
        call("direct oid canceller", "NdisMDirectOidRequestComplete"),
        both(shows(one, "PENDED"), shows(two, "ABOVE")),
        call("oid dispatcher", "NdisMDirectOidRequestComplete"),
        both(shows(one, "ABOVE"), shows(two, "ABOVE")),
    )


def test_s67_a_handler_that_waits_for_the_hardware_is_never_helped():
    program = cast("OidDispatcher", "CheckForHang", driver="blocks_in_oid")
    waits = call("oid dispatcher", "NdisInitializeEvent")
    check = Taken(activity="check for hang", message="NDIS -> driver: MiniportCheckForHangEx")
    happens(program, waits, check, check, check, state("PAUSED"))
    assert cannot_happen(program, waits, inside("check for hang", "RESET"))
    assert cannot_happen(program, waits, state("HALTING"))
    found = {f.property: f.verdict for f in explore(program).findings}
    assert found["oid.no-blocking"] is Verdict.VIOLATED
