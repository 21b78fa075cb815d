"""The front end: from files in the language to a Program."""

from .compile import Compiled, compile_model
from .crowds import CROWD_FAULTS, UNKNOWN_SORT, UNMOVED, Crowd, Layout, NoCrowd, Sort
from .generations import ndis_of
from .movers import memory
from .sorts import named_at_once, sorts

__all__ = [
    "CROWD_FAULTS", "UNKNOWN_SORT", "UNMOVED", "Compiled", "Crowd", "Layout", "NoCrowd", "Sort",
    "compile_model", "memory", "named_at_once", "ndis_of", "sorts",
]
