"""The front end: from files in the language to a Program."""

from .compile import Compiled, compile_model
from .generations import ndis_of
from .movers import memory

__all__ = ["Compiled", "compile_model", "memory", "ndis_of"]
