"""What work items can do to MiniportHaltEx: S38."""

from situations import both, cast, happens, shows, state

from miniport.checker.reach import Taken

QUEUE = Taken(message="driver -> NDIS: NdisQueueIoWorkItem")
ROUTINE = Taken(message="NDIS -> driver: OnWork")
QUEUED = shows("work.queued", "True")


def arms_in_dpc(**options):
    """A driver whose DPC queues a work item that nobody waits for."""
    return cast("Device", driver="arms_in_dpc", without=(), line_shared=True, **options)


def test_s38_a_work_item_queued_by_a_dpc_runs_during_halt_and_after_it():
    program = arms_in_dpc()
    happens(program, QUEUE, state("HALTING"), ROUTINE, state("HALTING"))
    happens(program, both(QUEUED, state("HALTING")), state("HALTED"), ROUTINE)


def test_s38_a_dpc_queues_the_item_while_it_is_queued():
    trace = happens(arms_in_dpc(), QUEUED, QUEUE)
    assert "wi.no-double-queue" in trace.steps[-1].broken


def test_s38_an_item_is_queued_again_while_its_routine_runs():
    happens(arms_in_dpc(), both(QUEUED, lambda now: now["work.running"] == 1))
    happens(arms_in_dpc(work_item_overlap=True), lambda now: now["work.running"] == 2)
