"""Makes the examples of this checkout importable, also where the package is an installed one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
