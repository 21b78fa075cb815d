"""The front end: from files in the language to a Program."""

from .compile import Compiled, compile_model
from .crowds import (
    CROWD_FAULTS,
    HELD,
    TWICE,
    UNKNOWN_SORT,
    UNMOVED,
    Crowd,
    Layout,
    NoCrowd,
    OneByOne,
    Sort,
)
from .generations import ndis_of, token_classes
from .movers import memory
from .sorts import named_at_once, sorts

__all__ = [
    "CROWD_FAULTS", "HELD", "TWICE", "UNKNOWN_SORT", "UNMOVED", "Compiled", "Crowd", "Layout",
    "NoCrowd", "OneByOne", "Sort", "compile_model", "memory", "named_at_once", "ndis_of", "sorts",
    "token_classes",
]
