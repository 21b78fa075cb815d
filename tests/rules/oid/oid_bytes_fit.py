"""A query reports the size of what the driver has, not of what the buffer took."""

from miniport.model import *

from ..base import Quiet

RULE = "oid.bytes-fit"
SCOPE = "oids"
LENGTH = 10


class WritesAll(Quiet):
    """InformationBufferLength is not looked at."""

    def MiniportOidRequest(self, OidRequest):
        OidRequest.BytesWritten = 2
        return NDIS_STATUS_SUCCESS
