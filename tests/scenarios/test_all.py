"""Every scenario of the catalogue, S01 to S102, is shown to happen by at least one test."""

import re
from pathlib import Path

SCENARIOS = frozenset(range(1, 103))


def _shown() -> set[int]:
    """The numbers in the names of the tests of this folder: ``test_s07_requests_come``."""
    tests = [p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_*.py")]
    return {int(n) for text in tests for n in re.findall(r"(?m)^def test_s(\d{2,3})_", text)}


def test_every_scenario_has_a_test():
    missing = SCENARIOS - _shown()
    assert not missing, ", ".join(f"S{n:02}" for n in sorted(missing))


def test_no_test_names_a_scenario_that_does_not_exist():
    assert _shown() <= SCENARIOS
