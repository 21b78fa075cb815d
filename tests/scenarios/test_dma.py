"""SG lists and shared memory that come when they like: S09, S39, S68, S71 to S74."""

from pathlib import Path

from situations import both, cast, happens, inside, shows, state

from miniport.checker.reach import Taken
from miniport.model import drivers

RULES = Path(__file__).parents[1] / "rules"
BUSMASTER = Path(drivers.__file__).parent / "busmaster.py"
MAPPING = RULES / "base_mapping.py"
GROWING = RULES / "base_growing.py"
BUILDER = "scatter gather builder dma"
ANSWER = "shared memory completion block"
ASKED = shows("block.requested", "True")
BUILDING = shows("NET_BUFFER_LIST1.building", "1")


def call(activity, function):
    """The activity calls a function of NDIS."""
    return Taken(activity=activity, message=f"driver -> NDIS: {function}")


def entry(activity, handler):
    """The activity calls a handler of the driver."""
    return Taken(activity=activity, message=f"NDIS -> driver: {handler}")


DELIVERED = entry(BUILDER, "MiniportProcessSGList")
ANSWERED = entry(ANSWER, "MiniportSharedMemoryAllocateComplete")


def mapped(number):
    """So many lists of the send have been delivered."""
    return lambda now: now["NET_BUFFER_LIST1.mapped"] == number


def test_s09_shared_memory_comes_while_and_after_the_initialization_fails():
    program = cast(driver="asks_in_init")
    freed = both(state("INITIALIZING"), shows("context.state", "RELEASED"), ASKED)
    happens(program, freed, both(state("INITIALIZING"), inside(ANSWER, "SHARED_MEMORY")))
    trace = happens(program, both(state("HALTED"), ASKED), both(
        state("HALTED"), inside(ANSWER, "SHARED_MEMORY")
    ))
    broken = {rule for step in trace.steps for rule in step.broken}
    assert {"dma.async-accounted", "dma.deregister-last", "init.context-lifetime"} <= broken


def test_s39_shared_memory_comes_or_does_not_while_halt_waits():
    program = cast(driver=GROWING)
    waiting = both(inside("pnp thread", "HALT"), ASKED, shows("stopping", "True"))
    for result in ("HELD", "FAILED"):
        happens(
            program, waiting,
            both(inside("pnp thread", "HALT"), inside(ANSWER, "SHARED_MEMORY"),
                 shows("block.state", result)),
            state("HALTED"),
        )
    trace = happens(
        cast(driver=RULES / "dma" / "dma_async_accounted.py"),
        both(state("HALTED"), ASKED), ANSWERED,
    )
    assert "dma.async-accounted" in {rule for step in trace.steps for rule in step.broken}


def test_s68_a_vm_queue_is_freed_when_its_nbl_is_back_while_the_stack_is_paused():
    program = cast("OidDispatcher", "Returner", "Device", driver=RULES / "base_vm_queue.py",
                   vm_queues=True, failures=False)
    waiting = both(
        shows("oid", "NDIS_OID_REQUEST1"), shows("RECEIVE_NET_BUFFER_LIST1.place", "UP"),
        inside("oid dispatcher", "NONE"),
    )
    freed = call("worker work", "NdisFreeSharedMemory")
    answered = call("worker work", "NdisMOidRequestComplete")
    happens(
        program, waiting, both(waiting, state("PAUSING")), state("PAUSED"), freed, answered,
        both(state("PAUSED"), shows("vm_queue.allocated", "False")),
    )


def test_s71_an_sg_list_is_delivered_after_the_send_is_cancelled_drained_or_reset():
    program = cast("Sender", "SendCanceller", driver=BUSMASTER, frames=False, failures=False)
    cancelled = both(BUILDING, inside("sender", "NONE"), shows(
        "fate[NET_BUFFER_LIST1]", "NDIS_STATUS_SEND_ABORTED"
    ))
    ended = call(BUILDER, "NdisMSendNetBufferListsComplete")
    happens(program, both(cancelled, inside("send canceller", "NONE")), DELIVERED, ended)
    happens(program, both(BUILDING, state("PAUSING"), inside("pnp thread", "NONE")), DELIVERED)
    program = cast("Sender", "CheckForHang", driver=BUSMASTER, frames=False, failures=False,
                   tokens={"NET_BUFFER_LIST": 2})
    happens(
        program,
        both(BUILDING, shows("adapter.reset_pended", "True"), inside("check for hang", "NONE")),
        DELIVERED, ended, call(BUILDER, "NdisMResetComplete"),
    )


def test_s72_a_mapped_send_is_over_before_the_handler_that_asked_for_its_list_is_back():
    program = cast("Sender", "Device", driver=MAPPING, frames=False)
    over = both(inside("sender", "SEND"), shows("NET_BUFFER_LIST1.place", "ABOVE"))
    happens(program, call("sender", "NdisMAllocateNetBufferSGList"), DELIVERED, over)
    program = cast("Sender", "Device", driver="touches_mapped_send", frames=False)
    trace = happens(program, over, inside("sender", "NONE"))
    assert "send.no-touch-after-complete" in {rule for s in trace.steps for rule in s.broken}


def test_s73_the_third_list_of_a_send_is_not_to_be_had():
    program = cast("Sender", driver=BUSMASTER, frames=False, net_buffers=3)
    failed = shows("fate[NET_BUFFER_LIST1]", "NDIS_STATUS_RESOURCES")
    happens(program, both(failed, mapped(2)), mapped(0), call(
        "sender", "NdisMSendNetBufferListsComplete"
    ))
    happens(program, both(failed, mapped(1), BUILDING, inside("sender", "NONE")), DELIVERED)
    trace = happens(
        cast("Sender", driver="leaves_lists", frames=False, net_buffers=3),
        mapped(2), call("sender", "NdisMSendNetBufferListsComplete"),
    )
    assert "dma.sgl-freed-before-complete" in trace.steps[-1].broken


def test_s74_shared_memory_is_asked_for_twice():
    program = cast(driver="asks_twice")
    other = "shared memory completion other"
    happens(program, both(ASKED, shows("other.requested", "True")), both(
        inside(ANSWER, "SHARED_MEMORY"), inside(other, "SHARED_MEMORY")
    ))
    happens(program, both(
        inside("pnp thread", "HALT"), shows("stopping", "True"), shows("open", "2")
    ), state("HALTED"))
