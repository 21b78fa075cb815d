"""The base class of drivers, and the life time of the adapter context.

Facts: the driver allocates its adapter context, names it in the registration attributes, and gets
it as a parameter of every MiniportXxx function; it stays valid resident memory until
MiniportHaltEx (or a failing MiniportInitializeEx) returns
[ddi: ns-ndis-_ndis_miniport_adapter_registration_attributes.md]
[net: miniport-adapter-context.md].

The plain fields of a driver are the contents of its adapter context.  A driver that declares
``context = Memory()`` allocates and frees that memory itself; every access to a field is then a
use of it, and freeing it clears the fields.  A driver that declares none has a context in static
memory: nothing clears it between two lives of the adapter.

A driver declares the AttributeFlags of its registration attributes by their names:
``NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = True``.  NDIS learns them with that call.
"""

from __future__ import annotations

from ..language import Final, Object, Plain, atomic, event
from .registration import NdisMDeregisterMiniportDriver, NdisMRegisterMiniportDriver
from .resource import use


@event
def context_read():
    """A field of the adapter context is read."""


@event
def context_written():
    """A field of the adapter context is written."""


class StaticContext(Object):
    """What a context in static memory carries from one life of the adapter to the next."""

    written: bool = False                  # in this life
    residue: bool = False                  # written in an earlier life, not yet in this one


static_context = StaticContext()


@atomic
def end_static_context():
    """The adapter's life ends: what was written in it stays in static memory."""
    static_context.residue = static_context.written
    static_context.written = False


class Miniport(Plain):
    """A driver.  Sub-classes give the entry points, declare the resources and set the flags."""

    ndis: Final = 6                        # the generation of NDIS the driver is written for
    bus_manages_power: Final = True        # the bus says that the device can sleep

    NDIS_MINIPORT_ATTRIBUTES_BUS_MASTER: Final = False
    NDIS_MINIPORT_ATTRIBUTES_CONTROLS_DEFAULT_PORT: Final = False
    NDIS_MINIPORT_ATTRIBUTES_NO_HALT_ON_SUSPEND: Final = False
    NDIS_MINIPORT_ATTRIBUTES_NO_PAUSE_ON_SUSPEND: Final = False
    NDIS_MINIPORT_ATTRIBUTES_REGISTER_BUGCHECK_CALLBACK: Final = False
    NDIS_MINIPORT_ATTRIBUTES_SURPRISE_REMOVE_OK: Final = False

    def DriverEntry(self):
        """Register the entry points, nothing else."""
        return NdisMRegisterMiniportDriver()

    def MiniportDriverUnload(self):
        """Undo what DriverEntry did."""
        NdisMDeregisterMiniportDriver()

    def __read__(self):
        context_read()
        if hasattr(self, "context"):
            use(self.context)

    def __write__(self):
        context_written()
        if hasattr(self, "context"):
            use(self.context)
        else:
            static_context.written = True
            static_context.residue = False
