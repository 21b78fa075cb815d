"""Programs in the languages of other model checkers: Promela for SPIN, TLA+ for TLC.

The exported model has the same reachable states and breaks the same rules
(:mod:`..explore` is the definition), and is meant to be read.
"""

from .promela import OPTIONS, promela
from .tla import tla

__all__ = ["OPTIONS", "promela", "tla"]
