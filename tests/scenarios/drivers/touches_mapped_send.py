"""The send handler looks at its NBL once more when it has asked for the SG list."""

from miniport.model import *

from ...rules.base_mapping import Mapping


class TouchesMappedSend(Mapping):
    """Believes that nothing happens before it returns."""

    def MiniportSendNetBufferLists(self, NetBufferList):
        super().MiniportSendNetBufferLists(NetBufferList)
        assert NetBufferList.NetBuffers == 1, "one list was enough"
