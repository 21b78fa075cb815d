"""The idle notification of NDIS selective suspend: how far it is.

Facts: MiniportIdleNotification that returns PENDING leaves the notification with the driver until
NdisMIdleNotificationComplete [ddi: nc-ndis-miniport_idle_notification.md]; while it is pending
NDIS passes no send down [net: handling-the-ndis-selective-suspend-idle-notification.md], nor any
request from above: they make it cancel the notification, and wait
[net: canceling-the-ndis-selective-suspend-idle-notification.md].
"""

from __future__ import annotations

from ..language import Enum, Object, atomic, auto


class IdlePlace(Enum):
    """Where the notification is."""

    NONE = auto()
    HANDLER = auto()                       # inside MiniportIdleNotification
    PENDING = auto()                       # the driver's
    COMPLETED = auto()                     # NDIS brings the adapter back to D0


class IdleNotification(Object):
    """What NDIS knows of the notification."""

    place: IdlePlace = IdlePlace.NONE
    forced: bool = False                   # ForceIdle
    confirmed: bool = False                # NdisMIdleNotificationConfirm was called for it
    confirming: bool = False               # and has not come to its end
    armed: bool = False                    # the driver has succeeded OID_PM_PARAMETERS
    cancelled: bool = False                # MiniportCancelIdleNotification was called for it


idle = IdleNotification()


def idle_outstanding():
    """Whether the driver has to complete an idle notification, or still answers one."""
    return idle.place in (IdlePlace.HANDLER, IdlePlace.PENDING)


def idle_holds_requests():
    """Whether NDIS keeps back what comes from above until the adapter is awake."""
    return idle.place in (IdlePlace.PENDING, IdlePlace.COMPLETED) or idle.confirmed


def idle_in_progress():
    """Whether an idle notification has not come to its end."""
    return idle.place != IdlePlace.NONE


@atomic
def idle_over():
    """The adapter is awake, or has never gone to sleep."""
    idle.place = IdlePlace.NONE
    idle.forced = False
    idle.confirmed = False
    idle.armed = False
    idle.cancelled = False
