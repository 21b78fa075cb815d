"""What a driver acquires and must release: memory, pools, timers, interrupts, DMA handles, ...

Facts: the reciprocal pairs of the resource table [ddi: nc-ndis-miniport_halt.md]; whatever a
failing MiniportInitializeEx acquired it releases itself [net: initializing-a-miniport-adapter.md];
the usual order of acquisition is memory, pools, spin locks, timers, I/O ports, DMA, shared memory,
interrupts, and the release goes backwards.

An NDIS function that acquires, releases or uses a resource does so through the four functions
below, as part of its own step.  The rules about leaks, double release, use after release and
unchecked failures stand at their events, for all resources alike.  A class of resources extends
:class:`Resource` and overrides ``rank`` (and ``driver_level``, if it belongs to no adapter).
"""

from __future__ import annotations

from ..language import DriverData, Enum, Object, atomic, auto, current, driver, event
from .ddi import fails
from .thread import Entry


class ResourceState(Enum):
    """What has become of a resource in this life of the adapter (or of the driver)."""

    NONE = auto()                          # not acquired
    HELD = auto()
    FAILED = auto()                        # the last attempt to acquire it failed
    RELEASED = auto()


class Resource(Object):
    """Something acquired and released by calls of NDIS, once at a time.

    ``numbered`` says of a class whether there may be any number of it: a class of a driver then
    extends it and ``Token``.
    """

    numbered = False

    state: ResourceState = ResourceState.NONE
    by_options: bool = False               # MiniportSetOptions has acquired it

    def rank(self):
        """Its place in the usual order of acquisition, from 1; 0: it has none."""
        return 0

    def driver_level(self):
        """Whether it belongs to the driver, not to an adapter: it outlives the adapter."""
        return isinstance(self.owner, DriverData)

    def at_run_time(self):
        """Whether it was acquired by a call made at any time, not only in MiniportInitializeEx."""
        return False

    def held(self):
        """Whether the driver has it."""
        return self.state == ResourceState.HELD


@event
def acquiring(resource):
    """The driver asks for a resource (which may fail)."""


@event
def handle_lost():
    """A resource is acquired again while it is held: the handle of the first is overwritten."""


@event
def used(resource):
    """The driver, or a party on its behalf, uses a resource."""


@event
def releasing(resource):
    """The driver releases a resource."""


@atomic
def hold(resource):
    """The driver has it now."""
    resource.state = ResourceState.HELD
    if hasattr(driver, "MiniportSetOptions"):
        resource.by_options = current.entry == Entry.SET_OPTIONS


@atomic
def acquire_always(resource):
    """Acquire a resource by a call that cannot fail."""
    acquiring(resource)
    if resource.state == ResourceState.HELD:
        handle_lost()
    hold(resource)


@atomic
def acquire(resource):
    """Acquire a resource by a call that can fail; whether it succeeded."""
    acquiring(resource)
    if resource.state == ResourceState.HELD:
        handle_lost()
    if fails():
        resource.state = ResourceState.FAILED
        return False
    hold(resource)
    return True


@atomic
def use(resource):
    """Use a resource."""
    used(resource)


@atomic
def release(resource):
    """Release a resource."""
    releasing(resource)
    resource.state = ResourceState.RELEASED
    resource.by_options = False
