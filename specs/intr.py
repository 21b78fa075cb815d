"""Interrupts: what must be ready before, what must stay until after, what runs at DIRQL."""

from __future__ import annotations

from ..model.language import (
    IQ,
    LV,
    RB,
    SC,
    SI,
    D,
    E,
    always,
    current,
    d,
    eventually,
    implies,
    instances,
    rule,
)
from ..model.ndis.adapter import AdapterState, adapter
from ..model.ndis.ddi import ddi_called
from ..model.ndis.device import device, masters_bus, may_interrupt
from ..model.ndis.interrupt import (
    Connection,
    Interrupt,
    deregistering,
    interrupt_delivered,
    interrupt_used,
    registration_checked,
)
from ..model.ndis.message_interrupt import MessageInfo, MessageInterrupt
from ..model.ndis.power_state import PowerPhase, power
from ..model.ndis.resource import ResourceState, used
from ..model.ndis.status import DIRQL
from ..model.ndis.thread import Entry


@rule(
    "intr.ready-at-register", kind=SI, side=D, at=used,
    source="[ddi: nf-ndis-ndismregisterinterruptex.md]"
    " [ddi: ns-ndis-_ndis_miniport_interrupt_characteristics.md]",
    notes="What cannot be uninitialized in the model (plain fields have initial values) is not"
    " judged.",
    why="On a shared line the ISR is called before NdisMRegisterInterruptEx has returned: with an"
    " uninitialized context or an unmapped register it crashes at DIRQL.",
    fix="Make the registration of the interrupt the last step of MiniportInitializeEx.",
    microsoft=("0xD1",),
)
def ready_at_register(resource):
    """Everything the ISR and the DPC use has been set up before NdisMRegisterInterruptEx is
    called; where it has granted a line, the MessageInfoTable is not used."""
    if isinstance(resource, MessageInfo):
        return resource.held()
    return implies(
        current.entry == Entry.ISR or current.entry == Entry.DPC,
        resource.state != ResourceState.NONE and resource.state != ResourceState.FAILED,
    )


@rule(
    "intr.alive-until-deregistered", kind=SI, side=D, at=used,
    source="[ddi: nc-ndis-miniport_halt.md] [ddi: nf-ndis-ndismregisterinterruptex.md]",
    seed=("002-05",),
    why="An interrupt of another device on the line, or a DPC queued long ago, runs the handlers"
    " in the middle of the halt: they read unmapped registers or freed memory.",
    fix="Deregister the interrupt first; NdisMDeregisterInterruptEx returns when its DPCs are"
    " over, and only then free what they use.",
    microsoft=("0xD1", "0xD5"),
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
    why="The interrupt stays connected to code and memory that are gone, and NDIS stops the"
    " machine.",
    fix="Call NdisMDeregisterInterruptEx in MiniportHaltEx, and on each path of"
    " MiniportInitializeEx that fails after the registration, once.",
    microsoft=(
        "SDV Init_RegisterInterrupt", "SDV Init_DeRegisterInterrupt", "0x7C/08", "0x7C/0B",
        "0x7C/0D", "0x7C/10",
    ),
)
def deregistered(balanced):
    """A registered interrupt is deregistered exactly once, before MiniportHaltEx or a failing
    MiniportInitializeEx returns."""
    return balanced


@rule(
    "intr.silent-after-deregister", kind=SI, side=E, at=interrupt_delivered,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md] [ddi: nc-ndis-miniport_halt.md]",
    why="Once NdisMDeregisterInterruptEx has returned, what the ISR and the DPC use may be freed.",
)
def silent_after_deregister(interrupt):
    """After NdisMDeregisterInterruptEx neither the ISR nor the DPC is called."""
    return interrupt.connection != Connection.NONE


@rule(
    "intr.sync-window", kind=SC, side=D, at=interrupt_used,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md]"
    " [dvt: ndis-ndismderegisterinterruptex.md]",
    why="The interrupt object these calls work with does not exist: they use memory that was"
    " freed.",
    fix="Cancel timers and work items that use them before the interrupt is deregistered, and let"
    " none start them afterwards.",
    microsoft=("SDV NdisMDeregisterInterruptEx",),
)
def sync_window(interrupt):
    """NdisMSynchronizeWithInterruptEx and NdisMQueueDpc are called only while the interrupt is
    registered."""
    return interrupt.connection != Connection.NONE


@rule(
    "intr.isr-shared-synced", kind=SI, side=D, at=always,
    source="[ddi: nf-ndis-ndisacquirespinlock.md] [net: synchronizing-with-interrupts.md]",
    races=("isr",),
    why="The ISR interrupts the holder of a spin lock on its own processor, and runs beside it on"
    " others: lost updates, torn reads, events acknowledged twice.",
    fix="Access what the ISR shares through NdisMSynchronizeWithInterruptEx, or let the ISR only"
    " acknowledge and hand the rest to the DPC.",
)
def isr_shared_synced():
    """Memory that the ISR uses is touched elsewhere only under NdisMSynchronizeWithInterruptEx:
    a spin lock does not keep the ISR out."""
    return True


@rule(
    "intr.dirql-calls", kind=IQ, side=D, at=ddi_called,
    source="[ddi: nc-ndis-miniport_isr.md] [ddi: nc-ndis-miniport_synchronize_interrupt.md]",
    why="At DIRQL most functions deadlock on a lock that the interrupted code holds, or touch"
    " pageable memory: the machine hangs or stops.",
    fix="Acknowledge and mask the device in the ISR, and do everything else in"
    " MiniportInterruptDPC.",
    microsoft=(
        "SDV Irql_SendRcv_Function", "SDV Irql_StatusIndication_Function", "SDV Irql_OID_Function",
        "SDV Irql_Timer_Function", "SDV Irql_Synch_Function", "SDV Irql_NetBuffer_Function",
        "SDV Irql_Miscellaneous_Function", "DV IrqlKeDispatchLte",
    ),
)
def dirql_calls(highest):
    """The ISR, and code synchronized with it, calls only what may be called at any IRQL."""
    return implies(current.irql == DIRQL, highest >= DIRQL)


@rule(
    "intr.masked-before-deregister", kind=SC, side=d, at=deregistering,
    source="[ddi: nf-ndis-ndismderegisterinterruptex.md]",
    why="A level-triggered device that nobody acknowledges any more asserts its line for ever; on"
    " a shared line the other devices suffer.",
    fix="Disable the interrupts in the device's registers, then call NdisMDeregisterInterruptEx.",
)
def masked_before_deregister(interrupt):
    """The device's interrupts are disabled before the interrupt is deregistered."""
    return implies(interrupt.connection == Connection.ON, not may_interrupt())


def waits_masked():
    """Whether the device of a running adapter has a cause, and may not interrupt for it."""
    return (
        adapter.state == AdapterState.RUNNING
        and power.phase == PowerPhase.FULL
        and masters_bus()
        and (
            device.cause
            and not device.enabled
            and any(i.connection == Connection.ON and i.by_line() for i in instances(Interrupt))
            or any(
                m.pending
                and not m.unmasked
                and m.owner.connection == Connection.ON
                and not m.owner.by_line()
                for m in instances(MessageInterrupt)
            )
        )
    )


@rule(
    "intr.reenabled", kind=LV, side=D, at=eventually,
    source="[ddi: nc-ndis-miniport_interrupt_dpc.md]",
    notes="Inside the last DPC or right after it (A41). That they stay masked in a halt and in low"
    " power is asked by halt.device-stopped and the rules about power.",
    why="The device has work for a driver that it may not call: the queue it serves stands still"
    " until something else happens to wake the driver, or for ever.",
    fix="Unmask at the end of each DPC that has emptied its queues, under the lock that also"
    " guards the flag of who stops; where several DPCs share a mask, the last one unmasks.",
)
def reenabled():
    """What a running device has for the driver does not stay behind masked interrupts."""
    return not waits_masked()
