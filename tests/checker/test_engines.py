"""The contract of the engines: the same answers, with one worker and with two."""

import pytest
from agreement import agree
from hypothesis import HealthCheck, assume, given, settings
from random_programs import programs_with_everything

from examples.protocols.catalogue import model_names, oracles
from miniport.checker.explore import explore
from miniport.checker.result import Limits, Verdict

MANY = 3_000
"""States: a random Program with more of them is not explored to the end by any engine."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(programs_with_everything())
def test_random_programs(program):
    """Faults, fatal checks, wide variables, dynamic indices, races, homes: all engines agree."""
    found = explore(program, Limits(states=MANY), engine="interpreter")
    assume(f"limit of {MANY:,} states" not in found.limit)
    agree(program)


def published():
    """The published protocols that the interpreter can do in a moment."""
    for name in model_names():
        for oracle in oracles(name):
            if not (oracle.slow or oracle.large) and len(oracle.make().actions) < 2_000:
                yield pytest.param(oracle, id=oracle.name)


@pytest.mark.parametrize("oracle", list(published()))
def test_published_protocols(oracle):
    """All engines agree on the protocols of others."""
    agree(oracle.make(), workers=(2,))


def test_every_property_is_found_broken_somewhere():
    """The comparison above compares traces too, not just a row of ``holds``."""
    broken = [
        f for name in model_names() for oracle in oracles(name)
        if oracle.violated and not oracle.large
        for f in explore(oracle.make(), engine="native").findings
        if f.verdict is Verdict.VIOLATED
    ]
    assert len(broken) >= 5
    assert all(f.trace is not None and len(f.trace) for f in broken)
