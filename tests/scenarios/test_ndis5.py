"""NDIS 5.x: S95 to S102."""

from pathlib import Path

from situations import both, cannot_happen, cast, happens, inside, shows, state

from miniport.model import drivers

DRIVERS = Path(drivers.__file__).parent
SERIALIZED = DRIVERS / "serialized5.py"
DESERIALIZED = DRIVERS / "deserialized5.py"
INTERMEDIATE = DRIVERS / "intermediate5.py"

SUSPENDING = {"ndis": 5, "legacy_suspend": True}


def known(now):
    """NDIS knows of the removal."""
    return now["surprise.known"] == 1


def test_s95_hardware_is_claimed_before_the_attributes_are_set():
    program = cast(driver="claims_before_attributes", ndis=5)
    unknown = shows("adapter.registration", "False")
    happens(program, both(unknown, shows("ports.state", "HELD")),
            both(unknown, shows("registers.state", "FAILED")))


def test_s95_the_registry_may_be_read_before():
    happens(cast(driver=SERIALIZED, ndis=5),
            both(shows("adapter.registration", "False"), shows("registry.state", "HELD")))


def test_s96_two_sends_meet_a_full_ring_and_the_driver_queues():
    program = cast("PacketSender", driver=DESERIALIZED, tokens={"NET_BUFFER_LIST": 2}, ndis=5)
    happens(program, both(shows("posted", "1"), shows("len(queue)", "1"),
                          inside("packet sender", "NONE")))


def test_s97_a_queued_send_times_out_and_the_adapter_is_reset():
    program = cast("PacketSender", "HangTimer", driver="never_has_room", ndis=5)
    old = shows("packet_queue.age[NET_BUFFER_LIST1]", "2")
    happens(program, both(old, shows("packet_queue.stalled", "True")),
            both(old, inside("hang timer", "RESET")))


def test_s97_unless_the_driver_has_said_that_time_does_not_count():
    program = cast("PacketSender", "HangTimer", driver="never_has_room_ignored", ndis=5)
    happens(program, shows("packet_queue.stalled", "True"))
    assert cannot_happen(program, inside("hang timer", "RESET"))


def test_s98_a_send_and_an_indication_take_each_others_lock():
    program = cast("PacketSender", "LowerMiniport", driver="two_locks_meet", ndis=5)
    happens(program, both(
        inside("packet sender", "SEND"), inside("lower miniport", "OTHER"),
        shows("down.waiter", "lower miniport"), shows("up.holder", "lower miniport"),
        shows("down.holder", "packet sender"),
    ))


def test_s99_a_driver_that_stays_is_asked_and_told():
    program = cast("Device", driver=DESERIALIZED, **SUSPENDING)
    happens(
        program,
        both(inside("pnp thread5", "OID"), shows("requests.oid", "OID_PNP_CAPABILITIES")),
        both(inside("pnp thread5", "OID"), shows("information.PowerState", "D3")),
        both(shows("suspension.asleep", "True"), state("RUNNING")),
        both(inside("pnp thread5", "OID"), shows("information.PowerState", "D0")),
        both(shows("suspension.asleep", "False"), shows("suspension.changing", "False")),
    )
    assert cannot_happen(program, both(shows("suspension.asleep", "True"), state("HALTED")))


def test_s99_another_is_halted_and_initialized_again():
    program = cast(driver=SERIALIZED, **SUSPENDING)
    halted = shows("suspension.halted", "True")
    happens(program, both(halted, state("HALTING")),
            both(shows("suspension.asleep", "True"), state("HALTED")),
            both(halted, state("INITIALIZING")), state("RUNNING"))
    assert cannot_happen(program, both(shows("suspension.asleep", "True"), state("RUNNING")))


def test_s99_the_flag_does_not_count_if_the_query_fails():
    program = cast(driver="not_power_aware", **SUSPENDING)
    happens(program, shows("requests.oid", "OID_PNP_CAPABILITIES"),
            both(shows("suspension.asleep", "True"), state("HALTED")))
    assert cannot_happen(program, both(shows("suspension.asleep", "True"), state("RUNNING")))


def test_s100_the_driver_is_told_of_its_removal_with_a_send_under_way():
    program = cast("PacketSender", "SurpriseRemoval", driver=SERIALIZED, ndis=5)
    happens(program, both(inside("surprise removal", "PNP_EVENT"), shows("posted", "1")),
            both(known, state("HALTING")))


def test_s100_without_the_flag_halt_is_the_first_sign():
    program = cast("PacketSender", "SurpriseRemoval", driver="never_has_room_ignored", ndis=5)
    happens(program, both(known, state("RUNNING")), both(known, state("HALTING")))
    # Who pulls the device never calls the driver: its entry point is a constant.
    assert "surprise removal.entry" not in {v.name for v in program.variables}


def test_s101_halt_waits_for_a_packet_that_is_above():
    program = cast("RequestDispatcher", "Device", "Returner", driver=SERIALIZED, without=(),
                   ndis=5)
    above = shows("RECEIVE_NET_BUFFER_LIST1.place", "UP")
    happens(program, both(inside("pnp thread5", "HALT"), above),
            both(inside("pnp thread5", "HALT"), inside("returner", "RETURN")), state("HALTED"))


def test_s102_a_worker_runs_beside_a_handler_of_a_serialized_driver():
    program = cast("RequestDispatcher", "PacketSender", driver="serialized_worker", ndis=5)
    happens(program, both(inside("worker worker", "WORK_ITEM"), inside("packet sender", "SEND")))
