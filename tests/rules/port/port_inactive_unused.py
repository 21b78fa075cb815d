"""The state of a port is indicated when it is allocated, not when it is active."""

from miniport.model import *

from ..base_port import Porting

RULE = "port.inactive-unused"
SCOPE = "lifecycle"
LENGTH = 8


class TellsEarly(Porting):
    """Those above hear of a port that they do not know yet."""

    def activate(self):
        NdisMIndicateStatusEx(NDIS_STATUS_CODE.PORT_STATE, PortNumber=self.port.PortNumber)
        return super().activate()
