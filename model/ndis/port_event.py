"""Activation and deactivation of ports: the two events of a miniport driver.

Facts: the call lists ports; the default port only alone.  It activates allocated ports and
deactivates active ones, all or none: INVALID_PORT if one does not exist, or the default port is
not alone, INVALID_PORT_STATE if one is in another state [net: activating-an-ndis-port.md]
[net: deactivating-an-ndis-port.md]; activation may fail otherwise, too.  Those above are told
inside the call: sends and requests for the ports may come from the moment of an activation,
before the call returns [net: handling-the-port-activation-pnp-event.md], and come until a
deactivation returns, which is when those above have finished them
[net: handling-the-port-deactivation-pnp-event.md].  While they handle an event they may make
requests of their own, so that the call waits behind the one that is outstanding
[ddi: nf-ndis-ndismnetpnpevent.md].  Nobody is bound to the adapter, hence told of its ports,
before the default port is active; its deactivation closes all bindings.
"""

from __future__ import annotations

from ..language import Enum, atomic, auto, event, tokens, wait_until
from .ddi import fails
from .nbl import NET_BUFFER_LIST, owned_by_driver, receives_up, sends_owned
from .oid import NDIS_OID_REQUEST, oid_in_driver, oid_outstanding
from .oid_direct import NDIS_DIRECT_OID_REQUEST, direct_oid_outstanding
from .port_state import DefaultPort, PortState, PortStep, port_handled
from .status import (
    NDIS_STATUS_INVALID_PORT,
    NDIS_STATUS_INVALID_PORT_STATE,
    NDIS_STATUS_RESOURCES,
    NDIS_STATUS_SUCCESS,
)


class NET_PNP_EVENT_CODE(Enum):
    """The events a miniport driver tells."""

    NetEventPortActivation = auto()
    NetEventPortDeactivation = auto()
    NetEventRequirePause = auto()          # see pause_event.py
    NetEventAllowStart = auto()
    NetEventMaximum = auto()               # stands for any other


@event
def port_changing(code, port, alone):
    """The driver asks for the activation or deactivation of a port, ``alone`` or with others."""


@event
def port_deactivating(port):
    """The driver asks for the deactivation of a port."""


def ports_may_change(ports, state):
    """Whether all the ports are in this state; a default port that NDIS controls is no driver's to
    change."""
    for port in ports:
        if port.port_state != state or not port.controlled():
            return False
    return True


def ports_exist(ports):
    """Whether all the ports exist; the default port counts only if it is alone."""
    for port in ports:
        if not port.exists() or isinstance(port, DefaultPort) and len(ports) > 1:
            return False
    return True


@atomic
def change_ports(ports, state):
    """All the ports enter a state."""
    for port in ports:
        port.port_state = state


def port_drained(port):
    """Whether no send or request for the port is outstanding; for the default port, whether its
    bindings can be closed, with everything that goes over them."""
    if isinstance(port, DefaultPort):
        return (
            sends_owned() == 0 and not oid_outstanding() and not direct_oid_outstanding()
            and receives_up() == 0
        )
    return not (
        any(owned_by_driver(n) and n.PortNumber == port.PortNumber
            for n in tokens(NET_BUFFER_LIST))
        or any(oid_in_driver(o) and o.PortNumber == port.PortNumber
               for o in tokens(NDIS_OID_REQUEST))
        or any(oid_in_driver(o) and o.PortNumber == port.PortNumber
               for o in tokens(NDIS_DIRECT_OID_REQUEST))
    )


@atomic
def begin_activation(ports):
    """NDIS takes the event, or refuses it: then nothing changes."""
    for port in ports:
        port_changing(NET_PNP_EVENT_CODE.NetEventPortActivation, port, len(ports) == 1)
    if not ports_exist(ports):
        return NDIS_STATUS_INVALID_PORT
    if not ports_may_change(ports, PortState.ALLOCATED):
        return NDIS_STATUS_INVALID_PORT_STATE
    if fails():
        return NDIS_STATUS_RESOURCES
    for port in ports:
        port_handled(PortStep.ACTIVATE, port.PortNumber)
    change_ports(ports, PortState.ACTIVATING)
    return NDIS_STATUS_SUCCESS


@atomic
def begin_deactivation(ports):
    """NDIS takes the event, or refuses it: then nothing changes."""
    for port in ports:
        port_changing(NET_PNP_EVENT_CODE.NetEventPortDeactivation, port, len(ports) == 1)
        port_deactivating(port)
    if not ports_exist(ports):
        return NDIS_STATUS_INVALID_PORT
    if not ports_may_change(ports, PortState.ACTIVATED):
        return NDIS_STATUS_INVALID_PORT_STATE
    change_ports(ports, PortState.DEACTIVATING)
    return NDIS_STATUS_SUCCESS


@atomic
def begin_port_event(code, ports):
    """The event reaches NDIS, which tells those above, unless it refuses it."""
    if code == NET_PNP_EVENT_CODE.NetEventPortActivation:
        return begin_activation(ports)
    return begin_deactivation(ports)


@atomic
def end_port_event(code, ports, behind):
    """Those above have handled the event, perhaps ``behind`` an outstanding request: they know
    the new ports, or have finished what they had to do with the old ones."""
    wait_until(not behind or not oid_outstanding())
    if code == NET_PNP_EVENT_CODE.NetEventPortActivation:
        change_ports(ports, PortState.ACTIVATED)
        for port in ports:
            port_handled(PortStep.ANNOUNCE, port.PortNumber)
    else:
        for port in ports:
            wait_until(port_drained(port))
        change_ports(ports, PortState.ALLOCATED)
