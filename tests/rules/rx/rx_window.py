"""Frames are indicated whether the adapter is running or not."""

from miniport.model import *

from ..base_receive import Receiving

RULE = "rx.window"
SCOPE = "receive"
LENGTH = 19


class AlwaysReceives(Receiving):
    """The flow is not looked at."""

    def take(self) -> RECEIVE_NET_BUFFER_LIST:
        nbl: RECEIVE_NET_BUFFER_LIST = None
        with self.lock:
            if self.free_list:
                nbl = self.free_list.popleft()
                self.busy += 2
        return nbl
