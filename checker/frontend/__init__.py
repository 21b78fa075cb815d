"""The front end: from files in the language to a Program."""

from .compile import Compiled, compile_model

__all__ = ["Compiled", "compile_model"]
