"""NDIS ports that come and go beside sends, receives, requests, and the adapter's end."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.explore import explore
from miniport.checker.reach import Taken
from miniport.checker.result import Verdict
from miniport.model import drivers

RULES = Path(__file__).parents[1] / "rules"
MULTIPORT = Path(drivers.__file__).parent / "multiport.py"
GUEST = "2"


def call(activity, function):
    """The activity calls a function of NDIS."""
    return Taken(activity=activity, message=f"driver -> NDIS: {function}")


def broken(program, rule):
    """Whether the rule is broken."""
    found = explore(program, stop_on=frozenset({rule})).findings
    return any(f.property == rule and f.verdict is Verdict.VIOLATED for f in found)


def test_s89_a_send_and_a_request_for_a_port_come_before_its_activation_returns():
    activating = shows("guest.port_state", "ACTIVATING")
    happens(
        cast("Sender", "OidDispatcher", driver=MULTIPORT, ports=True),
        both(activating, inside("worker work_item", "WORK_ITEM"),
             inside("sender", "SEND"), shows("NET_BUFFER_LIST1.PortNumber", GUEST),
             inside("oid dispatcher", "OID"), shows("NDIS_OID_REQUEST1.PortNumber", GUEST)),
        shows("guest.port_state", "ACTIVATED"),
    )
    early = cast("Sender", "Returner", driver="opens_too_early", ports=True)
    happens(early, both(activating, shows("RECEIVE_NET_BUFFER_LIST1.port", GUEST)))
    assert broken(early, "port.inactive-unused")


def test_s90_a_work_item_allocates_a_port_when_the_end_has_begun():
    closing = both(shows("guest.state", "FAILED"), shows("adapter.fate", "HALT_DECIDED"))
    program = cast("Removal", driver=MULTIPORT)
    happens(program, both(closing, inside("worker work_item", "WORK_ITEM"), state("RUNNING")),
            state("HALTING"))
    happens(program, both(shows("guest.state", "FAILED"), shows("adapter.removed", "True")))
    unwaited = cast(driver="allocates_unwaited")
    happens(unwaited, both(state("HALTING"), shows("port.state", "NONE")),
            call("worker work", "NdisMAllocatePort"),
            both(state("HALTING"), shows("port.state", "FAILED")))
    happens(unwaited, both(state("HALTED"), shows("port.state", "HELD")))
    assert broken(unwaited, "port.alloc-window")
    assert broken(unwaited, "port.freed")


def test_s91_one_port_of_a_list_is_not_allocated():
    program = cast(driver="believes_in_list")
    both_held = both(shows("port.state", "HELD"), shows("spare.state", "HELD"))
    happens(program, both_held, both(shows("port.port_state", "ACTIVATED"),
                                     shows("spare.port_state", "ACTIVATED")))
    assert cannot_happen(program, both(shows("spare.state", "FAILED"),
                                       shows("port.port_state", "ACTIVATING", "ACTIVATED")))
    happens(program, shows("spare.state", "FAILED"),
            call("pnp thread", "NdisMIndicateStatusEx"))
    assert broken(program, "port.inactive-unused")


def test_s92_a_port_is_deactivated_with_a_receive_above_and_a_request_pended():
    deactivating = shows("port.port_state", "DEACTIVATING")
    receive = "RECEIVE_NET_BUFFER_LIST1"
    closes_first = RULES / "port" / "port_quiet_before_deactivate.py"
    happens(cast("Returner", driver=closes_first),
            both(deactivating, shows(f"{receive}.place", "UP"), shows(f"{receive}.port", "1")))
    keeps = cast("OidDispatcher", driver="keeps_request", ports=True)
    stuck = both(deactivating, shows("NDIS_OID_REQUEST1.place", "PENDED"),
                 shows("NDIS_OID_REQUEST1.PortNumber", "1"))
    happens(keeps, stuck)
    assert cannot_happen(keeps, stuck, shows("port.port_state", "ALLOCATED"))
    assert broken(keeps, "oid.no-netpnpevent")


def test_s93_a_number_is_given_again_while_its_last_send_is_on_its_way_out():
    sent = both(inside("sender", "SEND"), shows("NET_BUFFER_LIST1.place", "ABOVE"),
                shows("guest.port_state", "DEACTIVATING"))
    again = both(inside("sender", "SEND"), shows("NET_BUFFER_LIST1.place", "ABOVE"),
                 shows("guest.state", "HELD"), shows("guest.PortNumber", GUEST),
                 shows("guest.port_state", "ALLOCATED"))
    program = cast("Sender", "OidDispatcher", driver=MULTIPORT, ports=True)
    trace = happens(
        program, both(inside("sender", "SEND"), shows("NET_BUFFER_LIST1.PortNumber", GUEST)),
        sent, shows("guest.state", "RELEASED"), again,
    )
    freed = max(k for k, s in enumerate(trace.steps) if s.message.endswith("NdisMFreePort"))
    assert all(s.activity != "sender" for s in trace.steps[freed:])
    freed_active = cast(driver=RULES / "port" / "port_deactivate_before_free.py")
    happens(freed_active, shows("port.port_state", "ACTIVATED"),
            both(shows("port.port_state", "ACTIVATED"), state("HALTING")),
            call("pnp thread", "NdisMFreePort"))


def test_s94_the_driver_controls_the_default_port():
    inactive = shows("DEFAULT_PORT.port_state", "ALLOCATED")
    program = cast("OidDispatcher", driver=RULES / "base_port_late.py")
    asked = inside("oid dispatcher", "OID")
    happens(program, both(inactive, state("PAUSED")), both(asked, state("RESTARTING")))
    assert cannot_happen(program, both(asked, inactive))
    left = cast(driver=RULES / "port" / "port_freed_default.py")
    happens(left, both(shows("DEFAULT_PORT.port_state", "ACTIVATED"), state("HALTING")),
            state("HALTED"))
    assert broken(left, "port.freed")
