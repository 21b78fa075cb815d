"""How much memory this process holds, on every platform, without a dependency.

Zero means "cannot be known here"; callers then rely on their own estimate.
"""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["peak", "resident"]

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]  # no module here


def peak() -> int:
    """The most bytes of main memory this process ever held."""
    if resource is not None:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    return _windows("PeakWorkingSetSize")


def resident() -> int:
    """The bytes of main memory this process holds now (macOS: the most it ever held)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize()
    except (OSError, ValueError, IndexError, AttributeError):
        return peak() if resource is not None else _windows("WorkingSetSize")


def _windows(field: str) -> int:
    try:
        import ctypes
        from ctypes import wintypes

        sizes = (
            "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage",
            "QuotaPagedPoolUsage", "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage",
            "PagefileUsage", "PeakPagefileUsage",
        )

        class Counters(ctypes.Structure):
            _fields_ = [
                ("cb", wintypes.DWORD), ("PageFaultCount", wintypes.DWORD),
                *((name, ctypes.c_size_t) for name in sizes),
            ]

        counters = Counters(cb=ctypes.sizeof(Counters))
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # Windows only
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        query = kernel.K32GetProcessMemoryInfo
        query.argtypes = [wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD]
        if query(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb):
            return int(getattr(counters, field))
    except (ImportError, AttributeError, OSError, ValueError):
        pass
    return 0
