"""The adapter as NDIS sees it: its life-cycle state and the operations in progress.

Facts: the state table of [net: miniport-adapter-states-and-operations.md]; halt is split into
``HALTING`` (inside MiniportHaltEx) and ``HALTED`` (returned, or never initialized).
"""

from __future__ import annotations

from ..language import Enum, Object, auto
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


class Adapter(Object):
    """One adapter: what NDIS keeps about it."""

    load: DriverLoad = DriverLoad.UNLOADED
    registered: bool = False               # NdisMRegisterMiniportDriver succeeded
    state: AdapterState = AdapterState.HALTED
    operation: PnpOperation = PnpOperation.NONE
    registration: bool = False             # registration attributes set
    general: bool = False                  # general attributes set
    pause_pended: bool = False             # MiniportPause returned PENDING (or may still)
    restart_pended: bool = False
    resetting: bool = False                # MiniportResetEx called, not completed
    reset_pended: bool = False
    removed: bool = False                  # surprise removal was notified
    halt_action: NDIS_HALT_ACTION = NDIS_HALT_ACTION.NdisHaltDeviceDisabled
    failures: bool = True                  # one more failing call may be injected in this life


adapter = Adapter()
