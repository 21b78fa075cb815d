"""A driver that synchronizes with the wrong message."""

from miniport.model import *

from .synchronizes_messages import SynchronizesMessages


class SynchronizesWithOther(SynchronizesMessages):
    """The service routine of the first message is not kept out."""

    def stop(self):
        with self.vectors.second:
            self.one = False
        super().stop()
