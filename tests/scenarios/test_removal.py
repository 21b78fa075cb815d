"""Surprise removal: S44 to S50, as far as their actors exist."""

from situations import both, cast, gone, halting_for, happens, inside, shows, state


def told(now):
    """The removal was notified."""
    return now["adapter.removed"] == 1


def test_s44_requests_are_under_way_and_go_on_until_pause_and_halt():
    program = cast("Sender", "OidDispatcher", "Removal", driver="waits_for_hardware")
    happens(
        program,
        both(gone, inside("removal", "PNP_EVENT"), shows("NET_BUFFER_LIST1.place", "DRIVER"),
             shows("NDIS_OID_REQUEST1.place", "PENDED"), state("RUNNING")),
        both(told, inside("sender", "SEND"), state("RUNNING")),
        both(told, state("PAUSING")),
        halting_for("DeviceSurpriseRemoved"),
    )


def test_s45_the_notification_comes_while_a_pause_waits():
    program = cast("Sender", "Removal")
    happens(program, both(
        inside("removal", "PNP_EVENT"), state("PAUSING"), shows("pnp thread.entry", "NONE"),
    ), both(told, state("PAUSED")))


def test_s46_the_notification_comes_while_the_adapter_restarts():
    happens(cast("Removal"), both(inside("removal", "PNP_EVENT"), state("RESTARTING")),
            halting_for("DeviceSurpriseRemoved"))


def test_s48_the_hardware_vanishes_under_a_running_dpc():
    program = cast("Removal", driver="eager_interrupt", without=(), line_shared=True)
    under_way = both(gone, inside("dpc processor interrupt", "DPC"))
    happens(program, under_way, inside("removal", "PNP_EVENT"))


def test_s49_the_device_is_removed_while_a_reset_is_pended():
    program = cast("Removal", "CheckForHang", driver="waits_for_hardware")
    pended = shows("adapter.reset_pended", "True")
    happens(
        program,
        both(gone, pended, inside("removal", "PNP_EVENT")),
        both(told, state("PAUSING")),
        halting_for("DeviceSurpriseRemoved"),
    )


def test_s50_the_driver_gives_its_adapter_up_in_a_dpc():
    program = cast("Sender", driver="eager_interrupt", without=(), line_shared=True)
    happens(
        program,
        both(shows("adapter.fate", "REMOVAL_REQUESTED"), inside("dpc processor interrupt", "DPC"),
             state("RUNNING")),
        both(shows("adapter.fate", "REMOVAL_REQUESTED"), inside("sender", "SEND")),
        halting_for("DeviceFailed"),
    )
