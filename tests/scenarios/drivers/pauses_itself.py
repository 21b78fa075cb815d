"""A driver that has itself paused, for a while, by a work item that it queues when it starts."""

from miniport.model import *

from ...rules.base_workitem import Working


class PausesItself(Working):
    """Nothing is held, and no request is pended, when the work item asks for the pause."""

    def MiniportRestart(self):
        NdisQueueIoWorkItem(self.work)
        return NDIS_STATUS_SUCCESS

    def OnWork(self):
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventRequirePause)
        NdisMNetPnPEvent(NET_PNP_EVENT_CODE.NetEventAllowStart)
