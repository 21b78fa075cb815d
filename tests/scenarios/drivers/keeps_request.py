"""A request for a port is kept until the adapter has paused, and the port gone."""

from miniport.model import *

from ...rules.base_port_restart import Opening


class KeepsRequest(Opening):
    """The pause first deactivates the port, then answers what was asked of it."""

    oid: NDIS_OID_REQUEST = None

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.PortNumber == 0:
            return NDIS_STATUS_SUCCESS
        with self.lock:
            self.oid = OidRequest
        return NDIS_STATUS_PENDING

    def MiniportPause(self):
        status = super().MiniportPause()
        with self.lock:
            oid = self.oid
            self.oid = None
        if oid is not None:
            NdisMOidRequestComplete(oid, NDIS_STATUS_SUCCESS)
        return status
