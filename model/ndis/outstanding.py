"""What is still outstanding: what a pause, a restart or a halt has to wait for.

Facts: halt is called only without outstanding OID requests and sends, nothing is submitted after
it [net: halting-a-miniport-adapter.md]; it waits for a reset (its relation to a pended reset is
not documented: option ``halt_during_reset``).  A handler through which the driver cannot notice
that the last of its work is done (a cancel, check-for-hang) is never running when halt is called;
a send or return handler may still be on its way out, once its NBL is no longer the driver's.
"""

from __future__ import annotations

from ..language import options, tokens
from .adapter import adapter
from .device import device, hardware_silent
from .nbl import NET_BUFFER_LIST, owned_by_driver, receives_up, sends_owned
from .oid import oid_outstanding
from .oid_direct import direct_oid_outstanding
from .oid_synchronous import synchronous_oid_running
from .receive import indications
from .send import being_sent
from .thread import Entry, running
from .vm_queue import vm_queue


def sends_outstanding():
    """Whether the driver owns a send NBL."""
    return sends_owned() > 0


def accepted_sends_outstanding():
    """Whether the driver owns a send NBL whose send handler has returned: it has taken it."""
    return any(owned_by_driver(n) and being_sent(n) == 0 for n in tokens(NET_BUFFER_LIST))


def left_to_hardware():
    """Whether a send is in the ring of a device that takes no part in the scope."""
    return hardware_silent() and device.present and len(device.posted) > 0


def receives_outstanding():
    """Whether a receive NBL is above, not returned."""
    return receives_up() > 0


def indications_running():
    """Whether an indicate call is running."""
    return indications.running > 0


def oids_outstanding():
    """Whether an OID request of any style is in the driver's hands."""
    return oid_outstanding() or direct_oid_outstanding() or synchronous_oid_running()


def handlers_running():
    """Whether a handler is running that NDIS lets finish before it calls halt."""
    return (
        running(Entry.CANCEL_SEND) + running(Entry.CANCEL_OID)
        + running(Entry.CANCEL_DIRECT_OID) + running(Entry.CHECK_FOR_HANG)
        + running(Entry.OID) + running(Entry.DIRECT_OID) + running(Entry.RESET)
    ) > 0


def halt_may_start():
    """Whether nothing is outstanding that NDIS waits for, or frees, before it calls
    MiniportHaltEx."""
    return (
        not sends_outstanding()
        and not oids_outstanding()
        and not handlers_running()
        and (options.halt_during_reset or not adapter.resetting)
        and not vm_queue.allocated
    )
