"""The number of the port is made known to the request path when the activation has returned."""

from miniport.model import *

from ..base_port_restart import Opening

RULE = "port.ready-before-activate"
SCOPE = "port-requests"
LENGTH = 16


class LearnsLate(Opening):
    """Requests for the port come while the call runs, and are refused."""

    def MiniportRestart(self):
        status = NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortActivation, (self.port,))
        if status == NDIS_STATUS_SUCCESS:
            self.learn(self.port.PortNumber)
        return status
