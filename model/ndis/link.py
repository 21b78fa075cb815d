"""The cable: pulled and plugged at any time, and whether the driver has told of it.

Facts: a driver reports the link state in its general attributes and indicates every change, within
two seconds; unknown counts as disconnected; none in MiniportHaltEx nor in low power, and the true
state after it [net: indicating-connection-status.md] [net: ndis-status-link-state.md].  The NIC
notices a change whether or not its engines run, and interrupts for it.
"""

from __future__ import annotations

from ..language import Final, atomic, event, instances, maybe, optional, wait_until
from .adapter import AdapterState, Fate, PnpOperation, adapter
from .device import access, asserts, device, signal
from .interrupt import Interrupt
from .life import callbacks_pending
from .message_interrupt import MessageInterrupt, sent
from .power_state import PowerPhase, power
from .reset import reset_request
from .thread import Entry, Thread


@event
def link_settled():
    """Nothing is going on; somebody looks at the link state that the driver has reported."""


@atomic
def HwLinkUp():
    """Read the link status: False also when the device is gone."""
    access()
    return device.present and device.link


def settled():
    """Whether the adapter runs, and the driver has seen all that it was told: no handler is
    running, no callback is due, no interrupt on its way."""
    return (
        adapter.state == AdapterState.RUNNING
        and adapter.operation == PnpOperation.NONE
        and adapter.fate == Fate.NONE
        and not adapter.resetting
        and not reset_request.due
        and not adapter.removed
        and device.present
        and power.phase == PowerPhase.FULL
        and not asserts()
        and not any(sent(m) for m in instances(MessageInterrupt))
        and not callbacks_pending()
        and all(t.entry == Entry.NONE for t in instances(Thread))
    )


class Cable(Thread):
    """Somebody who pulls the cable and plugs it in again, and one who looks what is reported.

    A driver without an interrupt has no such NIC.
    """

    kind: Final = "cable"
    callbacks: Final = False               # it is no software

    def run(self):
        while any(True for i in instances(Interrupt)):
            with atomic():
                if maybe():
                    wait_until(device.present)
                    optional()
                    device.link = not device.link
                    signal(0)
                else:
                    wait_until(settled())
                    link_settled()
