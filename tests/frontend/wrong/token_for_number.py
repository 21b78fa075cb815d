"""A buffer list where a number is needed."""

from miniport.model import *


class Wrong(Miniport):
    count: Count = 0

    def MiniportSendNetBufferLists(self, NetBufferList):
        self.count = NetBufferList
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
