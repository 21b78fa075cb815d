"""A field that a buffer list does not have."""

from miniport.model import *


class Wrong(Miniport):
    def MiniportSendNetBufferLists(self, NetBufferList):
        NetBufferList.State = NDIS_STATUS_SUCCESS
        NdisMSendNetBufferListsComplete(NetBufferList, NDIS_STATUS_SUCCESS)

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
