"""What machine code and search loops share per worker: 64-bit slots, by position."""

from __future__ import annotations

__all__ = [
    "CONTEXT_SLOTS", "COVERED", "CURRENT", "ENDED", "HOT", "HOTS", "LOG", "LOGGED", "OPTIONAL",
    "REACHED", "SEEN",
]  # fmt: skip

COVERED = 0
"""Address of a byte per action: it was taken."""
REACHED = 1
"""Address of a byte per property: a premise of it was true."""
SEEN = 2
"""Address of a byte per event: it is in the log."""
LOG = 3
"""Address of the log: pairs (event, state)."""
LOGGED = 4
"""How many entries the log has."""
CURRENT = 5
"""Number of the state being expanded."""
HOT = 6
"""Address of the enabled actions that may race, 64 bits each."""
HOTS = 7
"""How many they are, in this state."""
ENDED = 8
"""How many steps from this state ended the run."""
OPTIONAL = 9
"""Address of where the address of the next successor by an optional step goes."""
CONTEXT_SLOTS = 10
