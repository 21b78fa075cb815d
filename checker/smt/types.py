"""What a z3 term is to type checkers."""

from typing import Any

__all__ = ["Term"]

Term = Any
"""A z3 expression: the library gives its terms no types that say more."""
