"""The same Program as z3 terms: a third, independent reading of what it means."""

from .bmc import Bounded, bounded_check

__all__ = ["Bounded", "bounded_check"]
