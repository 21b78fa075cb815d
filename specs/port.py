"""NDIS ports: allocated in time, active before they are named, quiet before they go."""

from __future__ import annotations

from ..model.language import (
    RB,
    SC,
    SI,
    D,
    E,
    count,
    current,
    driver,
    implies,
    instances,
    rule,
    tokens,
)
from ..model.ndis.adapter import AdapterState, adapter
from ..model.ndis.life import adapter_ended
from ..model.ndis.nbl import RECEIVE_NET_BUFFER_LIST, ReceivePlace
from ..model.ndis.port import port_allocating, port_freeing
from ..model.ndis.port_event import (
    NET_PNP_EVENT_CODE,
    port_changing,
    port_deactivating,
)
from ..model.ndis.port_state import (
    DEFAULT_PORT,
    DefaultPort,
    Port,
    PortState,
    PortStep,
    port_activated,
    port_announced,
    port_handled,
    port_indicated,
    port_number_read,
    port_request_answered,
    port_traffic,
    protocols_bound,
)
from ..model.ndis.status import NDIS_STATUS_INVALID_PORT, NDIS_STATUS_INVALID_PORT_STATE
from ..model.ndis.thread import Entry


@rule(
    "port.alloc-window", kind=SC, side=D, at=port_allocating,
    source="[net: allocating-an-ndis-port.md]",
    seed=("004-01", "004-02", "004-03"),
    notes="A call inside MiniportHaltEx is wrong although NDIS would answer CLOSING (A23); code"
    " that shutdown overtakes on its way is not held against the driver.  The IRQL is irql.call.",
    why="A port that is allocated while the adapter goes is freed by nobody: halt has freed what"
    " it knew, or is about to free what it does not know yet.",
    fix="Allocate ports in MiniportInitializeEx after the registration attributes, or while the"
    " adapter runs; let the pause wait for the work item that does it.",
)
def alloc_window():
    """NdisMAllocatePort is called after the registration attributes are set and before NDIS calls
    MiniportHaltEx."""
    return adapter.registration and adapter.state not in (
        AdapterState.HALTING, AdapterState.HALTED
    ) and current.entry != Entry.SHUTDOWN


@rule(
    "port.alloc-result", kind=SC, side=D, at=port_number_read,
    source="[ddi: nf-ndis-ndismallocateport.md]",
    seed=("004-04", "004-05", "004-06", "004-07", "004-08", "004-09", "004-13"),
    notes="Activating such a port is port.activate-precondition, freeing it"
    " halt.balanced-release.",
    why="After RESOURCES, CLOSING or INVALID_DATA nothing was written to the structure: its number"
    " is 0, the default port, or one that another port has by now.",
    fix="Read PortNumber only after NDIS_STATUS_SUCCESS, and forget it before NdisMFreePort.",
)
def alloc_result(port):
    """The number of a port is used only after NdisMAllocatePort has succeeded, and until the port
    is freed."""
    return port.held()


@rule(
    "port.inactive-unused", kind=SC, side=D, at=port_indicated,
    source="[net: activating-an-ndis-port.md] [net: ndis-port-states.md]",
    seed=("004-10",),
    notes="A status with port number 0 is one of the adapter and needs no active port.",
    why="Those above get data for a port they do not know, or believe gone, and that may be freed"
    " while they hold the buffers.",
    fix="Open a port for indications, under the lock that they take, when NdisMNetPnPEvent has"
    " returned NDIS_STATUS_SUCCESS; close it before deactivation.",
)
def inactive_unused(number):
    """A port is named in receive and status indications only from the successful return of its
    activation to the start of its deactivation."""
    return port_activated(number)


@rule(
    "port.ready-before-activate", kind=SI, side=D, at=port_request_answered,
    source="[net: activating-an-ndis-port.md] [net: deactivating-an-ndis-port.md]",
    notes="Mishandled is what is answered as if there were no such port; a request that meets"
    " half-made data breaks the rules about that data.  NDIS sends nothing to a port that is not"
    " active.",
    why="Those above begin to use a port before the driver's activation call has returned: what"
    " they send first is lost, and they take the port for broken.",
    fix="Let the send and request paths know the number before the activation event, and forget it"
    " only when the deactivation has returned.",
)
def ready_before_activate(number, status):
    """From the call that activates a port to the return of the one that deactivates it, sends and
    OID requests for the port are not refused as if it did not exist."""
    return implies(
        number != 0,
        status != NDIS_STATUS_INVALID_PORT and status != NDIS_STATUS_INVALID_PORT_STATE,
    )


@rule(
    "port.activate-precondition", kind=SC, side=D, at=port_changing,
    source="[net: activating-an-ndis-port.md] [net: deactivating-an-ndis-port.md]",
    seed=("004-10",),
    notes="Port events can fail, whatever one page says of other events (A21).  The default port"
    " is the driver's to activate only with NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT.",
    why="The call fails and changes no port of the list, also none of those that were in order;"
    " who does not look goes on with ports that are not active.",
    fix="Activate a port once, after NdisMAllocatePort has succeeded, and deactivate it if that"
    " has; pass the default port by itself.",
)
def activate_precondition(code, port, alone):
    """Only allocated ports are activated and only active ones deactivated; the default port only
    by itself."""
    return (
        port.exists()
        and port.controlled()
        and port.port_state == (
            PortState.ALLOCATED if code == NET_PNP_EVENT_CODE.NetEventPortActivation
            else PortState.ACTIVATED
        )
        and (alone or not isinstance(port, DefaultPort))
    )


@rule(
    "port.quiet-before-deactivate", kind=SC, side=D, at=port_deactivating,
    source="[net: deactivating-an-ndis-port.md]",
    notes="A status call is one step of the model: one that meets a deactivation comes before or"
    " after its start, which is port.inactive-unused.",
    why="Those above are still at work on data of a port that goes; what they return then has a"
    " number that may by now be another port's.",
    fix="Close the port for indications under the lock, wait until every NBL of it is back and"
    " every indicate call is over, then deactivate.",
)
def quiet_before_deactivate(port):
    """When a port is deactivated no receive of it is above, and no call that indicates one is
    running."""
    return port_traffic.calls[port.PortNumber] == 0 and not any(
        n.port == port.PortNumber
        and (n.place == ReceivePlace.UP or n.place == ReceivePlace.LENT)
        for n in tokens(RECEIVE_NET_BUFFER_LIST)
    )


@rule(
    "port.deactivate-before-free", kind=SC, side=D, at=port_freeing,
    source="[ddi: nf-ndis-ndismfreeport.md]",
    seed=("004-14",),
    why="The call fails, and the port stays active: those above go on with it, and halt leaves it"
    " behind.",
    fix="Deactivate the port first and free it when NdisMNetPnPEvent has returned.",
)
def deactivate_before_free(port):
    """An active port is deactivated before it is freed."""
    return port.port_state == PortState.ALLOCATED


@rule(
    "port.freed", kind=RB, side=D, at=adapter_ended,
    source="[net: freeing-an-ndis-port.md] [net: deactivating-an-ndis-port.md]",
    seed=("002-03", "004-14"),
    why="NDIS keeps a port of an adapter that is gone: memory is lost, and so is the number.",
    fix="Free every port in MiniportHaltEx, and on the way out of a failing MiniportInitializeEx;"
    " deactivate before that what is active, and the default port if the driver activated it.",
)
def freed():
    """When MiniportHaltEx, or a failing MiniportInitializeEx, returns every port is freed, and the
    default port deactivated if the driver activated it."""
    return (
        not any(p.held() for p in instances(Port))
        and DEFAULT_PORT.port_state == PortState.ALLOCATED
    )


@rule(
    "port.default-untouched", kind=SC, side=D, at=(port_allocating, port_freeing),
    source="[net: freeing-an-ndis-port.md] [net: allocating-an-ndis-port.md]",
    why="The default port belongs to NDIS: the call fails, and what the driver wanted of it does"
    " not happen.",
    fix="Use port 0 without allocating it, and leave its end to NDIS.",
)
def default_untouched(port):
    """The default port is neither allocated nor freed by the driver."""
    return not isinstance(port, DefaultPort)


def held_with(number):
    """How many allocated ports have the number."""
    return count(p for p in instances(Port) if p.held() and p.PortNumber == number)


def state_of(number, state):
    """Whether the port with this number is in this state."""
    if number == 0:
        return DEFAULT_PORT.port_state == state
    return any(
        p.held() and p.PortNumber == number and p.port_state == state for p in instances(Port)
    )


def default_active():
    """Whether the default port is active, or on its way in or out."""
    return (
        not driver.NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT
        or not state_of(0, PortState.ALLOCATED)
    )


def usable(number):
    """Whether those above may name the port."""
    return default_active() and (
        number == 0
        or held_with(number) == 1 and not state_of(number, PortState.ALLOCATED)
    )


@rule(
    "port.ndis-guarantees", kind=SI, side=E, at=port_handled,
    source="[net: identifying-an-ndis-port.md] [net: activating-an-ndis-port.md]"
    " [net: handling-the-port-activation-pnp-event.md] [net: enumerating-ports.md]"
    " [net: ndis-port-send-and-receive-operations.md]",
    seed=("004-10", "004-11", "004-12", "004-13"),
    notes="That a refused event changes nothing is judged where one begins: every port of the list"
    " is ready for it.",
    why="A driver finds the context of a port by its number, and has it ready when it activates"
    " the port, not before: requests for other ports, or at other times, it does not expect.",
)
def ndis_guarantees(step, number):
    """Allocation gives the lowest free number and does not activate; an activation concerns all
    ports of the list or none; those above are then told; they list, and name in requests, only
    active ports; nobody is bound before the default port is active."""
    shared = number == 3 and held_with(number) > 1   # by all further ports: nobody names it
    match step:
        case PortStep.ALLOCATE:
            return (
                number > 0 and (shared or held_with(number) == 1)
                and (number == 1 or held_with(1) > 0) and (number < 3 or held_with(2) > 0)
                and state_of(number, PortState.ALLOCATED)
            )
        case PortStep.ACTIVATE:
            return state_of(number, PortState.ALLOCATED) and (
                number > 0 or driver.NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT
            )
        case PortStep.ANNOUNCE:
            return implies(
                default_active() and not shared, protocols_bound() and port_announced(number)
            )
        case _:
            return usable(number)
