"""Selective suspend, and the bus driver's IRPs: S51, S84 to S86, and S27."""

from situations import both, cast, gone, halting_for, happens, inside, shows, state

from miniport.checker.reach import Taken

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
