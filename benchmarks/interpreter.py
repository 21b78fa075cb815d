"""Transitions per second of the interpreter on two-phase commit with six managers.

    python -m benchmarks.interpreter [managers]
"""

from __future__ import annotations

import sys

from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.explore import explore


def main() -> None:
    """Explore once and print one line."""
    managers = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    found = explore(two_phase_commit(managers), engine="interpreter")
    print(
        f"{found.program}: {found.states:,} states, {found.transitions:,} transitions,"
        f" {found.seconds:.2f} s, {found.transitions / found.seconds:,.0f} transitions/s,"
        f" peak {found.peak_memory / 2**20:.0f} MiB"
    )


if __name__ == "__main__":
    main()
