"""The end of an adapter's life: what must be over, and what NDIS forgets.

Facts: when MiniportHaltEx, or a failing MiniportInitializeEx, returns, nothing of the adapter is
held and nothing of it can run any more [ddi: nc-ndis-miniport_halt.md]
[net: initializing-a-miniport-adapter.md]; the next life starts from the beginning
[net: msi-x-resource-filtering.md].
"""

from __future__ import annotations

from ..language import atomic, event, instances
from .adapter import AdapterState, Fate, adapter, move
from .common_buffer import SharedMemory
from .interrupt import Connection, Interrupt, registration_checked
from .irp import Irp
from .kdpc import Kdpc
from .link_state import forget_link
from .miniport import end_static_context
from .packet_filter import settings_over
from .pause_event import allow_start
from .port_state import forget_ports
from .power_state import forget_power
from .reset import forget_reset
from .resource import Resource, ResourceState
from .shared_memory import end_shared_memory
from .status import NDIS_HALT_ACTION
from .timer import TimerObject
from .workitem import IoWorkItem


@event
def halt_returned():
    """MiniportHaltEx has returned."""


@event
def initialize_failed():
    """MiniportInitializeEx has returned a failure."""


@event
def adapter_ended():
    """The adapter's life is over, one way or the other."""


def callbacks_pending():
    """Whether a callback of the driver is due, or a timer, DPC or interrupt routine is running.

    The routine of a work item or of an IRP on its way out does no harm: the system keeps the
    driver loaded for it.
    """
    return (
        any(t.queued or t.pending() for t in instances(TimerObject))
        or any(w.queued for w in instances(IoWorkItem))
        or any(d.queued or d.running > 0 for d in instances(Kdpc))
        or any(not i.quiet() for i in instances(Interrupt))
        or any(i.submitted for i in instances(Irp))
        or any(m.requested for m in instances(SharedMemory))
    )


@atomic
def end_life():
    """NDIS forgets the adapter."""
    adapter_ended()
    for interrupt in instances(Interrupt):
        registration_checked(interrupt.connection == Connection.NONE)
    end_shared_memory()
    end_static_context()
    for resource in instances(Resource):
        # Nothing acquired counts as released from the second life on: one state, not three.
        if not resource.driver_level():
            if not resource.held():
                resource.state = ResourceState.RELEASED
    adapter.registration = False
    adapter.general = False
    adapter.started = False
    adapter.fate = Fate.NONE
    adapter.halt_action = NDIS_HALT_ACTION.NdisHaltDeviceDisabled
    adapter.pause_pended = False
    adapter.restart_pended = False
    adapter.failures = True
    adapter.calls = 0
    settings_over()
    forget_power()
    allow_start()
    forget_reset()
    forget_link()
    forget_ports()
    move(AdapterState.HALTED)
