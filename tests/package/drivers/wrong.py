"""A driver that is not in the language."""

from quiet import Quiet

from miniport.model import *


class Wrong(Quiet):
    """A statement that the language has not."""

    def MiniportPause(self):
        try:
            return NDIS_STATUS_SUCCESS
        finally:
            pass
