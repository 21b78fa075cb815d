"""IRPs: what a miniport driver with a WDM lower edge asks of the bus driver below it.

Facts: such a driver talks to its device by IRPs to the bus driver
[net: miniport-drivers-with-a-wdm-lower-interface.md].  From IoCallDriver to the completion routine
the IRP is not the driver's
[krn: synchronizing-cancellation-in-higher-level-drivers-without-cancel-rout.md]; the routine runs
in any context, at or below DISPATCH_LEVEL [ddi: wdm/nc-wdm-io_completion_routine.md], perhaps
before IoCallDriver returns, and certainly if that returns an error.  IoCancelIrp asks for an early
end; the IRP may be completed successfully all the same, on another processor, and before or inside
the call [ddi: wdm/nf-wdm-iocancelirp.md].  The cancel bit stays set until IoReuseIrp prepares the
IRP for another use [ddi: wdm/nf-wdm-ioreuseirp.md].  A device that is gone leaves IRPs uncompleted
that nobody cancels [net: handling-the-surprise-removal-of-a-nic.md].

Reading: the completion routine keeps the IRP for the driver (STATUS_MORE_PROCESSING_REQUIRED),
as one must that frees the IRP or uses it again.  A routine on its way out does no harm, like that
of a work item.
"""

from __future__ import annotations

from ..language import Enum, Final, atomic, auto, current, event, maybe, options, wait_until
from .ddi import called, fails, may_call_back, release_called
from .resource import Resource, acquire, release, use
from .status import DISPATCH_LEVEL, NDIS_STATUS_RESOURCES, NDIS_STATUS_SUCCESS, PASSIVE_LEVEL
from .thread import Entry, enter, leave


class NTSTATUS(Enum):
    """What IoCallDriver returns, and the field ``Status`` of an IRP that is completed."""

    STATUS_SUCCESS = auto()
    STATUS_PENDING = auto()
    STATUS_UNSUCCESSFUL = auto()
    STATUS_CANCELLED = auto()
    STATUS_NO_SUCH_DEVICE = auto()


STATUS_SUCCESS = NTSTATUS.STATUS_SUCCESS
STATUS_PENDING = NTSTATUS.STATUS_PENDING
STATUS_UNSUCCESSFUL = NTSTATUS.STATUS_UNSUCCESSFUL
STATUS_CANCELLED = NTSTATUS.STATUS_CANCELLED
STATUS_NO_SUCH_DEVICE = NTSTATUS.STATUS_NO_SUCH_DEVICE


@event
def irp_handled(irp, cancels):
    """The driver submits, prepares or frees an IRP, or ``cancels`` it."""


class Irp(Resource):
    """An IRP the driver allocates, with the name of its completion routine, a method of the object
    that declares it; a sub-class says what it asks for."""

    completion: Final

    submitted: bool = False                # the bus driver has it
    cancelled: bool = False                # its cancel bit
    failing: bool = False                  # IoCallDriver is about to return an error
    Status: NTSTATUS = NTSTATUS.STATUS_SUCCESS

    def begin(self):
        """The bus driver gets it."""


@atomic
def IoAllocateIrp(irp):
    """Allocate an IRP (here: NDIS_STATUS_RESOURCES for the NULL pointer)."""
    called(DISPATCH_LEVEL)
    if not acquire(irp):
        return NDIS_STATUS_RESOURCES
    irp.cancelled = False
    return NDIS_STATUS_SUCCESS


@atomic
def IoFreeIrp(irp):
    """Free an IRP.  (Freed while the bus driver has it: the model goes on from there.)"""
    called(DISPATCH_LEVEL)
    release_called()
    irp_handled(irp, False)
    release(irp)


@atomic
def IoReuseIrp(irp):
    """Prepare an IRP for another use: its cancel bit is clear."""
    called(DISPATCH_LEVEL)
    use(irp)
    irp_handled(irp, False)
    irp.cancelled = False


def IoCallDriver(irp):
    """Give an IRP to the bus driver; an error comes after the completion routine has run.  (Inside
    a completion routine what fails is pending first: the routine may be that of the same IRP.)"""
    with atomic():
        called(DISPATCH_LEVEL)
        may_call_back()
        use(irp)
        irp_handled(irp, False)
        irp.submitted = True
        irp.begin()
        failed = fails()
        irp.failing = failed
        inline = failed and current.entry != Entry.IRP_COMPLETION
    if inline:
        wait_until(not irp.failing)
        return NTSTATUS.STATUS_UNSUCCESSFUL
    return NTSTATUS.STATUS_PENDING


@atomic
def IoCancelIrp(irp):
    """Set the cancel bit; whether the bus driver has the IRP.  It is completed soon."""
    called(DISPATCH_LEVEL)
    may_call_back()
    use(irp)
    irp_handled(irp, True)
    irp.cancelled = True
    return irp.submitted


@atomic
def begin_completion(irp, status):
    """The IRP is the driver's again; its completion routine starts."""
    irp.submitted = False
    irp.Status = status
    use(irp)
    if options.passive_completions and maybe():
        enter(Entry.IRP_COMPLETION, PASSIVE_LEVEL)
    else:
        enter(Entry.IRP_COMPLETION, DISPATCH_LEVEL)


@atomic
def end_completion(irp):
    """The completion routine has returned."""
    leave()
    if not irp.submitted:
        irp.failing = False
