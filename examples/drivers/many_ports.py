"""A port for every guest: any number of them.

    miniport check examples/drivers/many_ports.py --tokens Guest=3
    miniport prove examples/drivers/many_ports.py --scope lifecycle
"""

from _quiet import Quiet

from miniport.model import *


class Guest(Port, Token):
    """The port of a guest."""

    count: Final = 2                       # unless somebody says otherwise


class ManyPorts(Quiet):
    """The ports are there, and active, as long as the adapter."""

    allocated: Queue[Guest]
    active: Queue[Guest]

    def build(self):
        for port in tokens(Guest):
            if NdisMAllocatePort(port) != NDIS_STATUS_SUCCESS:
                return False
            if NdisMNetPnPEvent(
                NET_PNP_EVENT_CODE.NetEventPortActivation, (port,)
            ) != NDIS_STATUS_SUCCESS:
                self.allocated.append(port)
                return False
            self.active.append(port)
        return True

    def unbuild(self):
        while self.active:
            port = self.active.popleft()
            NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventPortDeactivation, (port,))
            self.allocated.append(port)
        while self.allocated:
            NdisMFreePort(self.allocated.popleft())
