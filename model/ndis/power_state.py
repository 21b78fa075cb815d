"""The device power state of the adapter, and the request that changes it.

Facts: the only changes are D0 to Dx and back [net: device-power-states-for-network-adapters.md].
OID_PNP_SET_POWER(Dx) is the driver's chance to make its device ready; when it has completed the
request the bus goes to Dx, and the device forgets its settings.  The bus is back in D0 when
SET_POWER(D0) comes, in which the driver restores them [net: oid-pnp-set-power.md].  A driver that
fails the request has failed for good (codes 74 and 75 of
[dbg: bug-check-0x15e-bugcode-ndis-driver-live-dump.md]); NOT_ACCEPTED, permitted while it resets
or after a removal, leaves everything as it is.

Reading: the device keeps nothing in D3, and everything in D1 and D2.
"""

from __future__ import annotations

from ..language import Enum, IntEnum, Object, atomic, auto, event, tokens
from .adapter import Fate, PnpOperation, adapter, in_service
from .device import device, power_off
from .nbl import NET_BUFFER_LIST, owned_by_driver
from .status import NDIS_STATUS_NOT_ACCEPTED, NDIS_STATUS_SUCCESS
from .thread import Entry, running


class NDIS_DEVICE_POWER_STATE(IntEnum):
    """How deep the device sleeps."""

    NdisDeviceStateD0 = auto()
    NdisDeviceStateD1 = auto()
    NdisDeviceStateD2 = auto()
    NdisDeviceStateD3 = auto()


class PowerPhase(Enum):
    """How far a change of power is."""

    FULL = auto()                          # D0
    FALLING = auto()                       # SET_POWER(Dx) is with the driver
    LOW = auto()                           # Dx
    RISING = auto()                        # the bus is in D0, SET_POWER(D0) is with the driver


class Power(Object):
    """The adapter's power as NDIS knows it."""

    phase: PowerPhase = PowerPhase.FULL
    state: NDIS_DEVICE_POWER_STATE = NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0    # or bound for it
    queried: bool = False                  # a QUERY_POWER was answered, its SET_POWER is to come
    engines: bool = False                  # of the device: on when SET_POWER(Dx) came


power = Power()


@event
def set_power_ended(state, status):
    """The driver has completed OID_PNP_SET_POWER, by return or by call."""


def changing_power():
    """Whether OID_PNP_SET_POWER is with the driver."""
    return adapter.operation in (PnpOperation.POWER_DOWN, PnpOperation.POWER_UP)


def full_power():
    """Whether the adapter is in D0, be it on the way to a low state."""
    return power.phase in (PowerPhase.FULL, PowerPhase.FALLING)


def stays_low():
    """Whether an adapter in low power does not come back: it is removed, or cannot be powered."""
    return power.phase == PowerPhase.LOW and (
        adapter.removed or adapter.fate == Fate.POWER_FAILED
    )


def asleep():
    """Whether the bus keeps the device in D3, where nobody can reach it."""
    return (
        power.phase == PowerPhase.LOW
        and power.state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3
    )


def known_low():
    """Whether the driver has been told to go to low power, and has answered."""
    return (
        power.phase == PowerPhase.LOW
        or power.phase == PowerPhase.FALLING and running(Entry.OID) == 0
    )


@atomic
def set_power_begins(state):
    """NDIS hands OID_PNP_SET_POWER to the driver."""
    power.state = state
    if state != NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0:
        adapter.operation = PnpOperation.POWER_DOWN
        power.phase = PowerPhase.FALLING
        power.engines = device.running
    else:
        adapter.operation = PnpOperation.POWER_UP
        if power.phase == PowerPhase.LOW:
            power.phase = PowerPhase.RISING
            for nbl in tokens(NET_BUFFER_LIST):
                nbl.low = False


@atomic
def set_power_ends(status):
    """The driver has completed OID_PNP_SET_POWER: the bus follows, or the adapter has failed."""
    set_power_ended(power.state, status)
    power.queried = False
    if power.phase == PowerPhase.FALLING and status == NDIS_STATUS_SUCCESS:
        power.phase = PowerPhase.LOW
        for nbl in tokens(NET_BUFFER_LIST):
            nbl.low = owned_by_driver(nbl)
            nbl.slept = nbl.low
        if power.state == NDIS_DEVICE_POWER_STATE.NdisDeviceStateD3:
            power_off()
    else:
        power.phase = PowerPhase.FULL
        power.state = NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
        power.engines = False
        if status != NDIS_STATUS_SUCCESS and status != NDIS_STATUS_NOT_ACCEPTED and in_service():
            adapter.fate = Fate.POWER_FAILED
    if changing_power():
        adapter.operation = PnpOperation.NONE


@atomic
def forget_power():
    """The adapter is halted: the next life begins in D0."""
    power.phase = PowerPhase.FULL
    power.state = NDIS_DEVICE_POWER_STATE.NdisDeviceStateD0
    power.queried = False
    power.engines = False
