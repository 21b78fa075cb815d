"""The USB bus driver: bulk transfers and idle requests.

Facts: a read of a pipe ends when the device has something to say, a write when the device has
taken it; each also when it is cancelled.  If the device is gone the others need never end
[net: handling-the-surprise-removal-of-a-nic.md].

An idle request tells the bus driver that the device may be suspended; there is one at a time.
When it is safe the bus driver calls the callback of the request, at PASSIVE_LEVEL: inside
IoCallDriver or later, perhaps even after the request was cancelled.  It completes the request only
when the callback has returned, and then when it is cancelled, when the device is to work again, or
when it is gone [usbcon: usb-selective-suspend.md]
[net: implementing-a-usb-idle-request-irp-callback-routine.md]
[net: implementing-a-usb-idle-request-irp-completion-routine.md].
"""

from __future__ import annotations

from ..language import Final, atomic, instances, maybe, optional, options, wait_until
from .device import device, send_posted
from .irp import NTSTATUS, Irp, begin_completion, end_completion
from .nbl import (
    NET_BUFFER_LIST,
    RECEIVE_NET_BUFFER_LIST,
    owned_by_driver,
    receive_nbl_used,
    send_nbl_used,
)
from .power_state import PowerPhase, power
from .receive import Returner
from .status import PASSIVE_LEVEL
from .thread import Entry, Thread, enter, leave


class UsbBulkInIrp(Irp):
    """A read of the pipe on which frames arrive, into the memory of a receive NBL."""

    buffer: RECEIVE_NET_BUFFER_LIST | None = None


class UsbBulkOutIrp(Irp):
    """A write of a send NBL."""

    buffer: NET_BUFFER_LIST | None = None

    def begin(self):
        if self.buffer is not None:
            send_posted(self.buffer)
            device.posted.add(self.buffer)
            if options.send_order:
                self.buffer.posted = True


class UsbIdleRequestIrp(Irp):
    """An idle request, with the name of its callback besides."""

    callback: Final


@atomic
def UsbBuildInterruptOrBulkTransferRequest(irp, nbl):
    """Say from, or into, which memory an IRP transfers."""
    irp.buffer = nbl


def can_transfer(irp):
    """Whether the device and its bus are awake for an IRP."""
    return device.present and power.phase != PowerPhase.LOW and not irp.failing


@atomic
def status_without_transfer(irp):
    """How an IRP ends for which the bus does nothing, if it ends."""
    if irp.failing:
        return NTSTATUS.STATUS_UNSUCCESSFUL
    if irp.cancelled:
        return NTSTATUS.STATUS_CANCELLED
    # Whoever does not cancel what a device that is gone has left waits for nothing.
    wait_until(not device.present)
    optional()
    return NTSTATUS.STATUS_NO_SUCH_DEVICE


class BulkIn(Thread):
    """The bus driver at a read."""

    kind: Final = "irp"
    for_each: Final = UsbBulkInIrp
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.submitted)
                if maybe():
                    wait_until(can_transfer(self.object) and options.frames)
                    wait_until(any(True for r in instances(Returner)))
                    optional()
                    if self.object.buffer is not None:
                        receive_nbl_used(self.object.buffer)
                    status = NTSTATUS.STATUS_SUCCESS
                else:
                    status = status_without_transfer(self.object)
                begin_completion(self.object, status)
            getattr(self.object.owner, self.object.completion)()
            end_completion(self.object)


class BulkOut(Thread):
    """The bus driver at a write."""

    kind: Final = "irp"
    for_each: Final = UsbBulkOutIrp
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.submitted)
                if maybe():
                    wait_until(can_transfer(self.object))
                    if self.object.buffer is not None:
                        send_nbl_used(self.object.buffer, owned_by_driver(self.object.buffer))
                    status = NTSTATUS.STATUS_SUCCESS
                else:
                    status = status_without_transfer(self.object)
                if self.object.buffer is not None:
                    device.posted.discard(self.object.buffer)
                begin_completion(self.object, status)
            getattr(self.object.owner, self.object.completion)()
            end_completion(self.object)


class UsbIdle(Thread):
    """The bus driver at an idle request."""

    kind: Final = "irp"
    for_each: Final = UsbIdleRequestIrp
    object: Final

    def run(self):
        while True:
            with atomic():
                wait_until(self.object.submitted)
                calls = maybe()
                if calls:
                    wait_until(can_transfer(self.object))
                    optional()
                    enter(Entry.IDLE_CALLBACK, PASSIVE_LEVEL)
                else:
                    status = status_without_transfer(self.object)
                    begin_completion(self.object, status)
            if calls:
                getattr(self.object.owner, self.object.callback)()
                with atomic():
                    leave()
                    suspended = power.phase == PowerPhase.LOW
                with atomic():
                    if suspended and maybe():
                        wait_until(power.phase != PowerPhase.LOW)
                        status = NTSTATUS.STATUS_SUCCESS
                    else:
                        status = status_without_transfer(self.object)
                    begin_completion(self.object, status)
            getattr(self.object.owner, self.object.completion)()
            end_completion(self.object)
