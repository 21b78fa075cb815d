"""The adapter as NDIS sees it: its life-cycle state and the operations in progress.

Facts: the state table of [net: miniport-adapter-states-and-operations.md]; halt is split into
``HALTING`` (inside MiniportHaltEx) and ``HALTED`` (returned, or never initialized).  A restart
that fails is fatal, and a driver may ask for the removal of its adapter
[ddi: nf-ndis-ndismremoveminiport.md]: either way the adapter is halted next.
"""

from __future__ import annotations

from ..language import DriverWide, Enum, Object, Range, atomic, auto, event
from .status import NDIS_HALT_ACTION


class AdapterState(Enum):
    """States of [net: miniport-adapter-states-and-operations.md]."""

    HALTED = auto()
    INITIALIZING = auto()
    PAUSED = auto()
    RESTARTING = auto()
    RUNNING = auto()
    PAUSING = auto()
    HALTING = auto()
    SHUTDOWN = auto()


class DriverLoad(Enum):
    """The driver as the system sees it."""

    UNLOADED = auto()
    ENTERING = auto()
    LOADED = auto()
    UNLOADING = auto()
    GONE = auto()


class PnpOperation(Enum):
    """The PnP operation in progress: at most one at a time."""

    NONE = auto()
    INITIALIZE = auto()
    RESTART = auto()
    PAUSE = auto()
    HALT = auto()
    UNLOAD = auto()
    POWER_DOWN = auto()                    # OID_PNP_SET_POWER(Dx) is with the driver
    POWER_UP = auto()                      # OID_PNP_SET_POWER(D0)


class Fate(Enum):
    """Why the adapter must be halted, if it must."""

    NONE = auto()
    RESTART_FAILED = auto()
    REMOVAL_REQUESTED = auto()             # NdisMRemoveMiniport
    POWER_FAILED = auto()                  # the driver, or the bus, failed a change of power
    HALT_DECIDED = auto()                  # and the driver has noticed: a call said CLOSING


class Adapter(Object):
    """One adapter: what NDIS keeps about it."""

    load: DriverWide[DriverLoad] = DriverLoad.UNLOADED
    registered: DriverWide[bool] = False   # NdisMRegisterMiniportDriver succeeded
    state: AdapterState = AdapterState.HALTED
    operation: PnpOperation = PnpOperation.NONE
    registration: bool = False             # registration attributes set
    general: bool = False                  # general attributes set
    pause_pended: bool = False             # MiniportPause returned PENDING (or may still)
    restart_pended: bool = False
    resetting: bool = False                # MiniportResetEx called, not completed
    reset_pended: bool = False
    started: bool = False                  # restarted at least once in this life
    fate: Fate = Fate.NONE
    removed: bool = False                  # surprise removal was notified
    halt_action: NDIS_HALT_ACTION = NDIS_HALT_ACTION.NdisHaltDeviceDisabled
    failures: bool = True                  # one more failing call may be injected in this life
    calls: Range[0, 63] = 0                # so many calls could fail so far (option fail_at)


adapter = Adapter()


def in_service():
    """Whether the adapter is initialized and not yet halting or shut down."""
    return adapter.state in (
        AdapterState.PAUSED, AdapterState.RESTARTING, AdapterState.RUNNING, AdapterState.PAUSING
    )


def alive():
    """Whether NDIS may call the driver for what it has: not after halt, nor after shutdown."""
    return adapter.state not in (AdapterState.HALTED, AdapterState.SHUTDOWN)


@event
def moving(state):
    """The adapter is about to enter another state."""


@atomic
def move(state):
    """The adapter enters another state; from SHUTDOWN there is no way back."""
    if adapter.state != AdapterState.SHUTDOWN:
        moving(state)
        adapter.state = state
