"""NDIS ports: NdisMAllocatePort, NdisMFreePort.

Facts: NdisMAllocatePort gives the lowest free number and does not activate the port
[net: identifying-an-ndis-port.md] [ddi: nf-ndis-ndismallocateport.md]; it may be called from the
registration attributes until NDIS calls MiniportHaltEx [net: allocating-an-ndis-port.md], and
answers CLOSING once the adapter is on its way out.  Only a port that is allocated and not active
can be freed; its number can be reused at once [ddi: nf-ndis-ndismfreeport.md].  The default port
is never allocated or freed by a driver [net: freeing-an-ndis-port.md].
"""

from __future__ import annotations

from ..language import Range, atomic, choose, event, maybe
from .adapter import AdapterState, Fate, adapter, in_service
from .attributes import needs_registration
from .ddi import called, release_called
from .port_state import DefaultPort, PortState, PortStep, port_handled, ports_with
from .resource import ResourceState, acquire, acquiring, release, releasing
from .status import (
    DISPATCH_LEVEL,
    NDIS_STATUS_CLOSING,
    NDIS_STATUS_INVALID_DATA,
    NDIS_STATUS_INVALID_PORT,
    NDIS_STATUS_INVALID_PORT_STATE,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
)


@event
def port_allocating(port):
    """The driver calls NdisMAllocatePort."""


@event
def port_freeing(port):
    """The driver calls NdisMFreePort."""


@atomic
def lowest_number() -> Range[0, 3]:
    """The lowest number that is free; 3 is that of all further ports."""
    for number in (1, 2):
        if ports_with(number) == 0:
            return number
    return 3


@atomic
def adapter_closing():
    """Whether the adapter is on its way out.  That may be decided long before MiniportHaltEx is
    called, also while the adapter runs: here at the latest when it makes a difference."""
    if in_service() and not adapter.removed and adapter.fate == Fate.NONE and maybe():
        adapter.fate = Fate.HALT_DECIDED
    return (
        adapter.removed
        or adapter.fate != Fate.NONE
        or not in_service() and adapter.state != AdapterState.INITIALIZING
    )


@atomic
def NdisMAllocatePort(port):
    """Allocate a port; it is not active yet."""
    called(DISPATCH_LEVEL)
    needs_registration()
    port_allocating(port)
    if isinstance(port, DefaultPort):
        return NDIS_STATUS_INVALID_DATA
    if adapter_closing():
        acquiring(port)
        port.state = ResourceState.FAILED
        return NDIS_STATUS_CLOSING
    number = lowest_number()
    if not acquire(port):
        return choose(NDIS_STATUS_RESOURCES, NDIS_STATUS_INVALID_DATA)
    port.PortNumber = number
    port.port_state = PortState.ALLOCATED
    port_handled(PortStep.ALLOCATE, number)
    return NDIS_STATUS_SUCCESS


@atomic
def NdisMFreePort(port):
    """Free a port; an active one stays as it is."""
    called(DISPATCH_LEVEL)
    release_called()
    port_freeing(port)
    if isinstance(port, DefaultPort):
        return NDIS_STATUS_INVALID_PORT
    if not port.exists():
        releasing(port)
        return NDIS_STATUS_INVALID_PORT
    if port.port_state != PortState.ALLOCATED:
        return NDIS_STATUS_INVALID_PORT_STATE
    release(port)
    port.PortNumber = 0
    return NDIS_STATUS_SUCCESS
