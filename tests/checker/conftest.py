"""Makes the tests' own modules importable, and the examples of this checkout, also where the
package is an installed one."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
