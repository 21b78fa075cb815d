"""What the driver does not know it does not support: OID_PNP_QUERY_POWER, for one."""

from miniport.model import *

from ..base_power import Sleeping

RULE = "pm.power-oids-succeed"
SCOPE = "power-oids"
LENGTH = 17


class KnowsNoQuery(Sleeping):
    """The query before low power fails."""

    def MiniportOidRequest(self, OidRequest):
        if OidRequest.Oid == NDIS_OID.OID_PNP_QUERY_POWER:
            return NDIS_STATUS_NOT_SUPPORTED
        return super().MiniportOidRequest(OidRequest)
