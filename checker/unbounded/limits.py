"""What is too large for a proof."""

__all__ = ["MOST_APART", "MOST_ATOMS", "MOST_CELLS", "TooLarge"]

MOST_CELLS = 10_000_000
"""More are not looked at: 7.9 million took 1.8 GiB."""

MOST_ATOMS = 60
"""Questions about counts: the answers of a cell are the bits of a number."""

MOST_APART = 36
"""The same where cells are told apart by all answers: a number has its control state, too."""


class TooLarge(Exception):
    """A limit was reached."""
