"""The native back end: a Program as machine code, explored in bit-packed states by worker threads.

The model goes through LLVM (:mod:`.code`), the search loops through numba (:mod:`.loops`); the
loops do not know the model and are cached on disk.
"""

from .expressions import Unsupported
from .search import Astray, NativeSearch

__all__ = ["Astray", "NativeSearch", "Unsupported"]
