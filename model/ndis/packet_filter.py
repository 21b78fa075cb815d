"""The packet filter: the one hardware setting that stands for all that a reset must restore.

Facts: a reset may lose the packet filter, the multicast list, offload and wake settings; with
AddressingReset FALSE the driver has restored them when the reset completes, with TRUE NDIS sets
the connectionless basics again by OID requests, right after it [net: hardware-reset.md].
"""

from __future__ import annotations

from ..language import Object, atomic, event


@event
def packet_filter_written():
    """The driver writes the packet filter to the hardware."""


class PacketFilter(Object):
    """The filter as the hardware has it."""

    programmed: bool = False               # not zero
    lost: bool = False                     # it was, before the hardware was reset
    restore_due: bool = False              # NDIS is about to set it again by an OID request


packet_filter = PacketFilter()


@atomic
def HwSetPacketFilter(programmed=True):
    """Write the packet filter to the hardware."""
    packet_filter_written()
    packet_filter.programmed = programmed
    packet_filter.lost = False


@atomic
def hardware_settings_lost():
    """The hardware is reset: its settings are gone."""
    packet_filter.lost = packet_filter.lost or packet_filter.programmed
    packet_filter.programmed = False


@atomic
def settings_over():
    """The adapter is halted: nobody expects a setting any more."""
    packet_filter.programmed = False
    packet_filter.lost = False
    packet_filter.restore_due = False
