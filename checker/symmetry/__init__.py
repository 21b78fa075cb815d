"""Symmetry reduction over interchangeable things (C. N. Ip and D. L. Dill, "Better
verification through symmetry", Formal Methods in System Design 9, 1996): declared in a Program,
verified against its text, then one state of each orbit is explored.
"""

from .quotient import Quotient

__all__ = ["Quotient"]
