"""A work item routine that calls itself."""

from miniport.model import *


class Wrong(Miniport):
    work_item = IoWorkItem("on_work")
    count: Count = 0

    def on_work(self):
        self.count += 1
        self.on_work()

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS
