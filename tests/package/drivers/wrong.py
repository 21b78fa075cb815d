"""A driver that is not in the language."""

from miniport.model import *
from quiet import Quiet


class Wrong(Quiet):
    """A statement that the language has not."""

    def MiniportPause(self):
        try:
            return NDIS_STATUS_SUCCESS
        finally:
            pass
