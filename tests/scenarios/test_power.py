"""Power: S47, S79 to S83, S87, S88."""

from situations import HERE, SILENT, both, cast, gone, halting_for, happens, inside, shows, state

RULES = HERE.parent / "rules"
MANAGED = {"power_managed": True, "failures": False}
NO_PAUSE = {**MANAGED, "no_pause_on_suspend": True}


def phase(*phases):
    """How far the change of power is."""
    return shows("power.phase", *phases)


def told(now):
    """The removal was notified."""
    return now["adapter.removed"] == 1


ABOVE = shows("RECEIVE_NET_BUFFER_LIST1.place", "UP")
PENDED = shows("NDIS_OID_REQUEST1.place", "PENDED")


def test_s47_a_removal_in_low_power_is_followed_by_pause_and_halt_without_d0():
    driver = RULES / "base_power_receive.py"
    program = cast("PowerManager", "Device", "Returner", "Removal", driver=driver, **NO_PAUSE)
    happens(
        program,
        both(phase("LOW"), state("RUNNING"), ABOVE),
        both(phase("LOW"), told, state("PAUSING"), ABOVE),
        both(phase("LOW"), state("PAUSED")),
        halting_for("DeviceSurpriseRemoved"),
        both(phase("LOW"), inside("pnp thread", "HALT")),
    )


def test_s79_set_power_meets_sends_in_the_hardware_in_the_queue_and_arriving():
    program = cast(
        "PowerManager", "Sender", "Device", tokens={"NET_BUFFER_LIST": 2}, frames=False,
        late_sends=True, without=(*SILENT, "TimerExpiry", "TimerExpiryAgain"), **NO_PAUSE,
    )
    both_kept = both(
        shows("NET_BUFFER_LIST1.place", "DRIVER"), shows("NET_BUFFER_LIST2.place", "DRIVER"),
    )
    happens(
        program,
        both(phase("FALLING"), both_kept, PENDED),
        both(phase("LOW"), inside("sender", "SEND")),
    )


def test_s80_receives_return_in_low_power_and_outlast_it():
    driver = RULES / "base_power_receive.py"
    program = cast("PowerManager", "Device", "Returner", driver=driver, **NO_PAUSE)
    returned = inside("returner", "RETURN")
    happens(program, both(phase("FALLING"), ABOVE), both(phase("LOW"), returned))
    happens(program, both(phase("LOW"), ABOVE), both(phase("RISING"), ABOVE))


def test_s81_a_timer_expires_while_set_power_is_handled():
    program = cast("PowerManager", driver="sleeps_without_waiting", **NO_PAUSE)
    happens(
        program,
        both(phase("FALLING"), inside("timer expiry tick", "TIMER")),
        both(phase("LOW"), inside("timer expiry tick", "TIMER")),
    )


def test_s82_another_device_interrupts_in_low_power():
    driver = RULES / "base_power.py"
    program = cast("PowerManager", driver=driver, without=(), line_shared=True, **NO_PAUSE)
    happens(program, both(phase("LOW"), inside("interrupt line interrupt", "ISR")))


def test_s83_the_device_is_removed_while_set_power_waits_for_a_dpc():
    program = cast("PowerManager", "Removal", driver="sleeps_in_dpc", without=(), **NO_PAUSE)
    happens(
        program,
        both(phase("FALLING"), PENDED, gone, inside("dpc processor interrupt", "DPC")),
        both(phase("FALLING"), PENDED, inside("removal", "PNP_EVENT")),
        both(phase("LOW"), told),
        halting_for("DeviceSurpriseRemoved"),
    )


def test_s87_the_adapter_is_halted_for_the_sleep_and_fails_to_come_back():
    program = cast("PowerManager")
    failed = both(inside("pnp thread", "INITIALIZE"), shows("adapter.failures", "False"))
    happens(program, halting_for("DevicePoweredDown"), failed, state("HALTED"))


def test_s88_a_dpc_that_has_told_of_a_lost_link_meets_set_power():
    program = cast("PowerManager", "Device", driver="tells_link_down", without=(), **NO_PAUSE)
    under_way = inside("dpc processor interrupt", "DPC")
    happens(
        program,
        both(phase("FULL"), under_way),
        both(phase("FALLING"), under_way, inside("power manager", "OID")),
        both(phase("LOW"), under_way),
    )
