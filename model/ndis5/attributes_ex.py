"""The attributes of an NDIS 5.x adapter: NdisMSetAttributesEx and its flags.

Facts [ddi: nf-ndis-ndismsetattributesex.md]: called by MiniportInitialize before anything that
depends on it; it names the adapter context, the check-for-hang interval (a multiple of two
seconds, 0 for two; the call rounds down), the flags and the bus.  It cannot fail.
NdisMSetAttributes, for serialized drivers only, leaves the interval at two seconds and knows one
flag, BUS_MASTER.
"""

from __future__ import annotations

from ..language import Enum, Object, Range, Set, atomic, auto, driver, event
from ..ndis.adapter import adapter
from ..ndis.ddi import called
from ..ndis.resource import use
from ..ndis.serialization import AdapterContext, end_serialization, serialization
from ..ndis.status import PASSIVE_LEVEL


class NDIS_ATTRIBUTE(Enum):
    """The flags."""

    BUS_MASTER = auto()
    DESERIALIZE = auto()
    IGNORE_PACKET_TIMEOUT = auto()
    IGNORE_REQUEST_TIMEOUT = auto()
    IGNORE_TOKEN_RING_ERRORS = auto()
    INTERMEDIATE_DRIVER = auto()
    NO_HALT_ON_SUSPEND = auto()
    SURPRISE_REMOVE_OK = auto()
    NOT_CO_NDIS = auto()
    USES_SAFE_BUFFER_APIS = auto()
    DO_NOT_BIND_TO_ALL_CO = auto()


NDIS_ATTRIBUTE_BUS_MASTER = NDIS_ATTRIBUTE.BUS_MASTER
NDIS_ATTRIBUTE_DESERIALIZE = NDIS_ATTRIBUTE.DESERIALIZE
NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT = NDIS_ATTRIBUTE.IGNORE_PACKET_TIMEOUT
NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT = NDIS_ATTRIBUTE.IGNORE_REQUEST_TIMEOUT
NDIS_ATTRIBUTE_IGNORE_TOKEN_RING_ERRORS = NDIS_ATTRIBUTE.IGNORE_TOKEN_RING_ERRORS
NDIS_ATTRIBUTE_INTERMEDIATE_DRIVER = NDIS_ATTRIBUTE.INTERMEDIATE_DRIVER
NDIS_ATTRIBUTE_NO_HALT_ON_SUSPEND = NDIS_ATTRIBUTE.NO_HALT_ON_SUSPEND
NDIS_ATTRIBUTE_SURPRISE_REMOVE_OK = NDIS_ATTRIBUTE.SURPRISE_REMOVE_OK
NDIS_ATTRIBUTE_NOT_CO_NDIS = NDIS_ATTRIBUTE.NOT_CO_NDIS
NDIS_ATTRIBUTE_USES_SAFE_BUFFER_APIS = NDIS_ATTRIBUTE.USES_SAFE_BUFFER_APIS
NDIS_ATTRIBUTE_DO_NOT_BIND_TO_ALL_CO = NDIS_ATTRIBUTE.DO_NOT_BIND_TO_ALL_CO


class NDIS_INTERFACE_TYPE(Enum):
    """The bus of the NIC: the AdapterType; NdisInterfaceInternal is zero."""

    NdisInterfaceInternal = auto()
    NdisInterfaceIsa = auto()
    NdisInterfaceEisa = auto()
    NdisInterfacePci = auto()
    NdisInterfacePcMcia = auto()


NdisInterfaceInternal = NDIS_INTERFACE_TYPE.NdisInterfaceInternal
NdisInterfaceIsa = NDIS_INTERFACE_TYPE.NdisInterfaceIsa
NdisInterfaceEisa = NDIS_INTERFACE_TYPE.NdisInterfaceEisa
NdisInterfacePci = NDIS_INTERFACE_TYPE.NdisInterfacePci
NdisInterfacePcMcia = NDIS_INTERFACE_TYPE.NdisInterfacePcMcia


class Attributes(Object):
    """What NDIS has been told about the adapter."""

    flags: Set[NDIS_ATTRIBUTE]
    extended: bool = False                 # by NdisMSetAttributesEx
    bus: NDIS_INTERFACE_TYPE = NDIS_INTERFACE_TYPE.NdisInterfaceInternal
    interval: Range[1, 3] = 1              # of check-for-hang, in units of two seconds


attributes = Attributes()


@event
def attributes_set():
    """The attributes of the adapter have been set."""


@atomic
def name_context():
    """The adapter context is known from here on, and the mode of the driver."""
    if hasattr(driver, "context"):
        use(driver.context)
    adapter.registration = True
    serialization.context = AdapterContext.GIVEN
    serialization.on = NDIS_ATTRIBUTE_DESERIALIZE not in attributes.flags
    attributes_set()


@atomic
def set_interval(seconds):
    """The interval rounded down to a multiple of two seconds; zero is the default, two.  Six
    seconds stand for all that is longer."""
    if seconds < 4:
        attributes.interval = 1
    elif seconds < 6:
        attributes.interval = 2
    else:
        attributes.interval = 3


@atomic
def NdisMSetAttributesEx(CheckForHangTimeInSeconds, AttributeFlags, AdapterType):
    """Tell NDIS about the adapter; ``AttributeFlags`` is a tuple of flags."""
    called(PASSIVE_LEVEL)
    attributes.flags.clear()
    for flag in AttributeFlags:
        attributes.flags.add(flag)
    attributes.extended = True
    attributes.bus = AdapterType
    set_interval(CheckForHangTimeInSeconds)
    name_context()


@atomic
def NdisMSetAttributes(BusMaster, AdapterType):
    """The older form, for serialized drivers."""
    called(PASSIVE_LEVEL)
    attributes.flags.clear()
    if BusMaster:
        attributes.flags.add(NDIS_ATTRIBUTE_BUS_MASTER)
    attributes.extended = False
    attributes.bus = AdapterType
    attributes.interval = 1
    name_context()


@atomic
def forget_attributes():
    """The adapter is halted."""
    attributes.flags.clear()
    attributes.extended = False
    attributes.bus = NdisInterfaceInternal
    attributes.interval = 1
    end_serialization()


def has_attribute(flag):
    """Whether the driver has set a flag."""
    return flag in attributes.flags
