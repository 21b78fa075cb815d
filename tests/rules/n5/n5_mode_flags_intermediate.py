"""An intermediate driver lets NDIS halt it before low power."""

from miniport.model import *
from miniport.model.drivers.intermediate5 import Intermediate

RULE = "n5.mode-flags"
SCOPE = "ndis5"
LENGTH = 7


class Halted(Intermediate):
    """Sets every flag but NO_HALT_ON_SUSPEND."""

    def build(self):
        NdisMSetAttributesEx(
            0,
            (
                NDIS_ATTRIBUTE_INTERMEDIATE_DRIVER, NDIS_ATTRIBUTE_DESERIALIZE,
                NDIS_ATTRIBUTE_IGNORE_PACKET_TIMEOUT, NDIS_ATTRIBUTE_IGNORE_REQUEST_TIMEOUT,
            ),
            NdisInterfaceInternal,
        )
        return False
