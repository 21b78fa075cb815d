"""What a device and its interrupt line can do: S02, S31, S36, S37, S61, S70, S77."""

from situations import HERE, both, cannot_happen, cast, happens, inside, shows, state

from miniport.checker.reach import Taken

INTERRUPTING = HERE.parent / "rules" / "base_interrupt.py"

ISR = Taken(message="NDIS -> driver: MiniportInterrupt")
DPC = Taken(message="NDIS -> driver: MiniportInterruptDPC")
QUEUE = Taken(message="driver -> NDIS: NdisMQueueDpc")
DEREGISTER = Taken(message="driver -> NDIS: NdisMDeregisterInterruptEx")


def dpcs(queued: int = 0, running: int = 0):
    """At least so many DPCs."""
    return lambda now: now["interrupt.dpcs"] >= queued and now["interrupt.running"] >= running


def connection(name: str, queued: int = 0, running: int = 0):
    """At this stage of the interrupt, with at least so many DPCs."""
    return both(shows("interrupt.connection", name), dpcs(queued, running))


def shared(driver, **options):
    """The driver with a device on a shared line."""
    return cast("Device", driver=driver, without=(), line_shared=True, **options)


def test_s02_the_dpc_of_an_interrupt_that_was_not_ours_runs_before_registration_returns():
    registering = connection("REGISTERING", running=1)
    happens(shared("asks_for_dpc"), registering)
    assert cannot_happen(cast("Device", driver="asks_for_dpc", without=()), registering)


def test_s31_a_dpc_sets_a_timer_that_halt_has_cancelled():
    stopped = shows("tick.stopped", "True")
    happens(
        shared("arms_in_dpc"), both(stopped, shows("tick.queued", "False")),
        both(stopped, shows("tick.queued", "True")),
    )


def test_s36_a_dpc_runs_and_another_is_queued_when_the_interrupt_is_deregistered():
    happens(
        shared(INTERRUPTING), connection("ON", running=1), DEREGISTER,
        connection("DEREGISTERING", running=1),
    )
    happens(
        shared("asks_for_dpc"), connection("ON", queued=1, running=1), DEREGISTER,
        connection("DEREGISTERING", queued=1, running=1),
    )


def test_s37_a_dpc_queues_another_during_deregistration():
    happens(
        shared("asks_for_dpc"), connection("DEREGISTERING", running=1), QUEUE,
        connection("DEREGISTERING", queued=1, running=1), DPC,
    )


def test_s37_nothing_runs_after_deregistration():
    program = shared("asks_for_dpc", dpc_processors=2)
    assert cannot_happen(program, both(
        shows("interrupt.connection", "NONE"),
        lambda now: now["interrupt.dpcs"] + now["interrupt.running"] > 0,
    ))


def test_s61_a_dpc_unmasks_interrupts_after_the_reset_has_masked_them():
    program = cast("Device", "CheckForHang", driver="masks_in_reset", without=())
    masked = both(shows("adapter.resetting", "True"), shows("device.enabled", "False"))
    happens(
        program, both(masked, shows("device.running", "False"), dpcs(running=1)),
        Taken(activity="dpc processor interrupt", message="driver -> NDIS: HwEnableInterrupts"),
        both(shows("adapter.resetting", "True"), shows("device.running", "False")), ISR,
    )


def test_s70_two_senders_fill_the_ring_that_a_dpc_reaps():
    program = cast("Device", "Sender", "Sender", without=("TimerExpiry", "TimerExpiryAgain"))
    happens(program, both(
        inside("sender 1", "SEND"), inside("sender 2", "SEND"), dpcs(running=1), state("RUNNING")
    ))


def test_s77_two_dpcs_run_and_a_third_is_queued():
    happens(shared("asks_for_dpc", dpc_processors=2), dpcs(running=2), QUEUE, dpcs(1, 2))


def test_s77_a_request_for_a_processor_that_has_a_dpc_queued_is_dropped():
    dropped = Taken(label="NdisStallExecution(1 if queued else 2)")
    happens(shared("asks_for_dpc"), dpcs(1, 1), QUEUE, dpcs(1, 1), dropped)
