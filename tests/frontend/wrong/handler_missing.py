"""A driver without MiniportInitializeEx."""

from miniport.model import *


class Wrong(Miniport):
    ready: bool = False
