"""Interrupts: what must be ready before, what must stay until after, what runs at DIRQL."""

from __future__ import annotations

from ..model.language import IQ, RB, SC, SI, D, E, always, current, d, implies, rule
from ..model.ndis.ddi import ddi_called
from ..model.ndis.device import may_interrupt
from ..model.ndis.interrupt import (
    Connection,
    deregistering,
    interrupt_delivered,
    interrupt_used,
    registration_checked,
)
from ..model.ndis.resource import ResourceState, used
from ..model.ndis.status import DIRQL
from ..model.ndis.thread import Entry


@rule(
    "intr.ready-at-register", kind=SI, side=D, at=used,
    source="[ddi: nf-ndis-ndismregisterinterruptex.md]"
    " [ddi: ns-ndis-_ndis_miniport_interrupt_characteristics.md]",
    notes="What cannot be uninitialized in the model (plain fields have initial values) is not"
    " judged.",
)
def ready_at_register(resource):
    """Everything the ISR and the DPC use has been set up before NdisMRegisterInterruptEx is
    called."""
    return implies(
        current.entry == Entry.ISR or current.entry == Entry.DPC,
        resource.state != ResourceState.NONE and resource.state != ResourceState.FAILED,
    )


@rule(
    "intr.alive-until-deregistered", kind=SI, side=D, at=used,
    source="[ddi: nc-ndis-miniport_halt.md] [ddi: nf-ndis-ndismregisterinterruptex.md]",
    seed=("002-05",),
)
def alive_until_deregistered(resource):
    """Nothing the ISR and the DPC use is released before NdisMDeregisterInterruptEx has
    returned."""
    return implies(
        current.entry == Entry.ISR or current.entry == Entry.DPC,
        resource.state != ResourceState.RELEASED,
    )


@rule(
    "intr.deregistered", kind=RB, side=D, at=registration_checked,
    source="[dbg: bug-check-0x7c--bugcode-ndis-driver.md] [dvt: ndis-init-registerinterrupt.md]",
    seed=("002-05", "002-14"),
)
def deregistered(balanced):
    """A registered interrupt is deregistered exactly once, before MiniportHaltEx or a failing
    MiniportInitializeEx returns."""
    return balanced


@rule(
    "intr.silent-after-deregister", kind=SI, side=E, at=interrupt_delivered,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md] [ddi: nc-ndis-miniport_halt.md]",
)
def silent_after_deregister(interrupt):
    """After NdisMDeregisterInterruptEx neither the ISR nor the DPC is called."""
    return interrupt.connection != Connection.NONE


@rule(
    "intr.sync-window", kind=SC, side=D, at=interrupt_used,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md]"
    " [dvt: ndis-ndismderegisterinterruptex.md]",
)
def sync_window(interrupt):
    """NdisMSynchronizeWithInterruptEx and NdisMQueueDpc are called only while the interrupt is
    registered."""
    return interrupt.connection != Connection.NONE


@rule(
    "intr.isr-shared-synced", kind=SI, side=D, at=always,
    source="[ddi: nf-ndis-ndisacquirespinlock.md] [net: synchronizing-with-interrupts.md]",
    races=("isr",),
)
def isr_shared_synced():
    """Memory that the ISR uses is touched elsewhere only under NdisMSynchronizeWithInterruptEx:
    a spin lock does not keep the ISR out."""
    return True


@rule(
    "intr.dirql-calls", kind=IQ, side=D, at=ddi_called,
    source="[ddi: nc-ndis-miniport_isr.md] [ddi: nc-ndis-miniport_synchronize_interrupt.md]",
)
def dirql_calls(highest):
    """The ISR, and code synchronized with it, calls only what may be called at any IRQL."""
    return implies(current.irql == DIRQL, highest >= DIRQL)


@rule(
    "intr.masked-before-deregister", kind=SC, side=d, at=deregistering,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md]",
)
def masked_before_deregister(interrupt):
    """The device's interrupts are disabled before the interrupt is deregistered."""
    return implies(interrupt.connection == Connection.ON, not may_interrupt())
