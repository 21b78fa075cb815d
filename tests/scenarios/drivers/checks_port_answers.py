"""A driver that asserts what the calls about ports answer."""

from miniport.model import *

from ...rules.base import Quiet

ACTIVATION = NET_PNP_EVENT_CODE.NetEventPortActivation
DEACTIVATION = NET_PNP_EVENT_CODE.NetEventPortDeactivation


class ChecksAnswers(Quiet):
    """No call fails but for a reason (the test switches failures off)."""

    one = Port()
    two = Port()
    three = Port()

    def MiniportInitializeEx(self):
        NdisMSetMiniportAttributes(MiniportAttributes.REGISTRATION)
        NdisMSetMiniportAttributes(MiniportAttributes.GENERAL)
        assert NdisMAllocatePort(DEFAULT_PORT) == NDIS_STATUS_INVALID_DATA
        assert NdisMFreePort(DEFAULT_PORT) == NDIS_STATUS_INVALID_PORT
        assert NdisMFreePort(self.one) == NDIS_STATUS_INVALID_PORT
        assert NdisMAllocatePort(self.one) == NDIS_STATUS_SUCCESS
        assert NdisMAllocatePort(self.two) == NDIS_STATUS_SUCCESS
        assert self.one.PortNumber == 1 and self.two.PortNumber == 2
        self.change_states()
        # The lowest number that is free.
        assert NdisMFreePort(self.one) == NDIS_STATUS_SUCCESS
        assert NdisMAllocatePort(self.three) == NDIS_STATUS_SUCCESS
        assert NdisMAllocatePort(self.one) == NDIS_STATUS_SUCCESS
        assert self.three.PortNumber == 1 and self.one.PortNumber == 3
        return NDIS_STATUS_SUCCESS

    def change_states(self):
        """Activate and deactivate, one and both: all or none."""
        assert self.tells(DEACTIVATION, (self.one,)) == NDIS_STATUS_INVALID_PORT_STATE
        assert self.tells(ACTIVATION, (self.one, self.three)) == NDIS_STATUS_INVALID_PORT
        assert self.tells(ACTIVATION, (self.one,)) == NDIS_STATUS_SUCCESS
        assert self.tells(ACTIVATION, (self.two, self.one)) == NDIS_STATUS_INVALID_PORT_STATE
        assert NdisMFreePort(self.one) == NDIS_STATUS_INVALID_PORT_STATE
        assert self.tells(ACTIVATION, (self.two,)) == NDIS_STATUS_SUCCESS
        assert self.tells(DEACTIVATION, (self.one, self.two)) == NDIS_STATUS_SUCCESS
        assert self.tells(DEACTIVATION, (self.two,)) == NDIS_STATUS_INVALID_PORT_STATE
        # NDIS controls the default port of this driver.
        assert self.tells(ACTIVATION, (DEFAULT_PORT,)) == NDIS_STATUS_INVALID_PORT_STATE
        assert self.tells(ACTIVATION, (DEFAULT_PORT, self.one)) == NDIS_STATUS_INVALID_PORT

    def tells(self, code, ports):
        """The result of an event."""
        return NdisMNetPnPEvent(code, ports)

    def MiniportHaltEx(self, HaltAction):
        assert NdisMFreePort(self.three) == NDIS_STATUS_SUCCESS
        assert NdisMFreePort(self.two) == NDIS_STATUS_SUCCESS
        assert NdisMFreePort(self.one) == NDIS_STATUS_SUCCESS
        assert NdisMAllocatePort(self.one) == NDIS_STATUS_CLOSING
