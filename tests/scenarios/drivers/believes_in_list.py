"""Two ports are activated in one call; the driver takes both for active whatever NDIS says."""

from miniport.model import *

from ...rules.base_port import Porting


class BelievesInList(Porting):
    """The second port may not exist; then the first is not active either."""

    spare = Port()

    def activate(self):
        NdisMAllocatePort(self.spare)
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port, self.spare))
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.PORT_STATE, PortNumber=self.port.PortNumber)
        return NDIS_STATUS_SUCCESS
