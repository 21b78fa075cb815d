"""Low power in NDIS 5.x: what is known of it, and what it does to the hardware.

Facts: while the system sleeps the NIC is in D3 and loses its hardware context; there are no
states between [net: power-management-for-old-miniport-drivers.md].  A driver that was halted gets
its settings back from NDIS, by requests; one that was not restores them itself
[net: power-management-for-old-miniport-drivers.md].
"""

from __future__ import annotations

from ..language import Enum, Object, atomic, auto
from ..ndis.device import device
from ..ndis.packet_filter import hardware_settings_lost, packet_filter


class PNP_POWER_STATE(Enum):
    """Device power states of NDIS 5.x; UNSPECIFIED: no wake-up from any."""

    UNSPECIFIED = auto()
    D0 = auto()
    D3 = auto()


class Suspension(Object):
    """Whether the machine sleeps, or is on its way."""

    asleep: bool = False
    changing: bool = False                 # on its way, there or back
    halted: bool = False                   # the adapter was halted for it


suspension = Suspension()


def awake():
    """Whether the system works, and is not about to sleep."""
    return not suspension.asleep and not suspension.changing


@atomic
def power_lost():
    """The NIC goes to D3: engines, interrupts and settings are gone."""
    device.running = False
    device.enabled = False
    device.cause = False
    device.frames = 0
    hardware_settings_lost()


@atomic
def hardware_powered(state):
    """OID_PNP_SET_POWER has ended: the bus follows."""
    if state == PNP_POWER_STATE.D3:
        power_lost()


@atomic
def restore_by_requests():
    """The adapter was halted and is initialized again: NDIS sets what the NIC had."""
    if suspension.halted:
        packet_filter.restore_due = True
