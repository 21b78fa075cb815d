"""What NDIS keeps about the ports of an adapter, and who may name them.

Facts: the default port, number 0, is there from the registration attributes on
[net: default-ndis-port.md]; those above may use a port from the call that activates it to the end
of the one that deactivates it, the driver may name it in indications only between the two
[net: activating-an-ndis-port.md] [net: deactivating-an-ndis-port.md].  Nobody is bound to an
adapter whose default port is not active [net: handling-the-port-activation-pnp-event.md].

A driver declares ``Port()`` for each port it may have, or for any number of them a class that
extends Port and Token, and reads ``PortNumber`` of it once it is allocated; ``DEFAULT_PORT`` is
port 0.

Reading: numbers go to 3.  Where more ports are allocated all further ones have number 3, which
nobody above then names, and which is active where all of them are.
"""

from __future__ import annotations

from ..language import (
    Array,
    Enum,
    Object,
    Range,
    atomic,
    auto,
    choose,
    count,
    driver,
    event,
    instances,
    wait_until,
)
from .adapter import adapter
from .resource import Resource, use


class PortState(Enum):
    """What an existing port can be used for."""

    ALLOCATED = auto()                     # for nothing
    ACTIVATING = auto()                    # by those above, not yet in indications
    ACTIVATED = auto()
    DEACTIVATING = auto()                  # still by those above, in indications no more


class PortStep(Enum):
    """What NDIS does with a port."""

    ALLOCATE = auto()                      # it has given it a number
    ACTIVATE = auto()                      # it is about to activate it
    ANNOUNCE = auto()                      # it has activated it, and told those above
    NAME = auto()                          # a send or request from above is about to name it
    LIST = auto()                          # it lists it to those who ask


@event
def port_number_read(port):
    """The driver reads the number of a port."""


@event
def port_indicated(number):
    """The driver names a port in a receive or status indication."""


@event
def port_request_answered(number, status):
    """The driver answers a send or OID request that names a port."""


@event
def port_handled(step, number):
    """NDIS does something with a port."""


class Port(Resource):
    """A port of the driver; ``PortNumber`` is its number while it is allocated."""

    numbered = True

    PortNumber: Range[0, 3] = 0
    port_state: PortState = PortState.ALLOCATED

    def __read__(self):
        port_number_read(self)
        use(self)

    def exists(self):
        """Whether the number stands for a port."""
        return self.held()

    def controlled(self):
        """Whether the driver activates and deactivates it."""
        return True


class DefaultPort(Object):
    """Port 0, where the driver controls it (NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT);
    where NDIS does, it is simply active."""

    PortNumber: Range[0, 3] = 0
    port_state: PortState = PortState.ALLOCATED

    def exists(self):
        """Whether the number stands for a port: NDIS allocates it with the attributes."""
        return adapter.registration

    def controlled(self):
        """Whether the driver activates and deactivates it."""
        return driver.NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT


DEFAULT_PORT = DefaultPort()


class PortTraffic(Object):
    """The receive calls in progress, by the number of the port they name."""

    calls: Array[Range[0, 7], 4]


port_traffic = PortTraffic()


def protocols_bound():
    """Whether those above are bound to the adapter: not before its default port is active."""
    return (
        not DEFAULT_PORT.controlled()
        or DEFAULT_PORT.port_state != PortState.ALLOCATED
    )


def ports_with(number):
    """How many ports have this number."""
    return count(p for p in instances(Port) if p.held() and p.PortNumber == number)


def port_live(number):
    """Whether those above may use the port: from its activation call to the end of the other."""
    return number == 0 and protocols_bound() or ports_with(number) == 1 and any(
        p.held() and p.PortNumber == number and p.port_state != PortState.ALLOCATED
        for p in instances(Port)
    )


def port_activated(number):
    """Whether the driver may name the port in indications."""
    if number == 0:
        return (
            not DEFAULT_PORT.controlled()
            or DEFAULT_PORT.port_state == PortState.ACTIVATED
        )
    return ports_with(number) > 0 and all(
        p.port_state == PortState.ACTIVATED
        for p in instances(Port) if p.held() and p.PortNumber == number
    )


def port_announced(number):
    """Whether those above know of the port: by their binding, or by the activation event."""
    return protocols_bound() and port_live(number)


def port_listed(number):
    """Whether NDIS lists the port when those above enumerate the ports."""
    return port_live(number)


@atomic
def name_port() -> Range[0, 3]:
    """The port that a send or request from above is for."""
    number = choose(0, 1, 2, 3)
    wait_until(port_announced(number))
    port_handled(PortStep.NAME, number)
    return number


@atomic
def indication_begins(number):
    """A receive call begins."""
    port_indicated(number)
    if number != 0 or DEFAULT_PORT.controlled():
        port_traffic.calls[number] += 1


@atomic
def indication_ends(number):
    """The call is over."""
    if number != 0 or DEFAULT_PORT.controlled():
        port_traffic.calls[number] -= 1


@atomic
def forget_ports():
    """The adapter is halted: its ports are gone."""
    DEFAULT_PORT.port_state = PortState.ALLOCATED
    for port in instances(Port):
        port.port_state = PortState.ALLOCATED
        port.PortNumber = 0
