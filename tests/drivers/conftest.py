"""Makes the contract of the engines importable, and the examples of this checkout."""

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "checker"), str(TESTS.parent)]
