"""The front end: from files in the language to a Program."""

from .compile import Compiled, compile_model
from .movers import memory

__all__ = ["Compiled", "compile_model", "memory"]
