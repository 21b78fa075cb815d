"""Every model of examples/protocols against the numbers published for it, exactly."""

from __future__ import annotations

from functools import partial

import pytest

from examples.protocols.catalogue import model_names, oracles
from examples.protocols.oracle import Oracle
from examples.protocols.two_phase_commit import formula
from miniport.checker.explore import explore
from miniport.checker.result import Verdict

ENGINES = {
    "interpreter": partial(explore, engine="interpreter"),
    "native": partial(explore, engine="native", workers=2),
}
"""The interpreter runs all models but the large ones, which are for the native engine; that the
two agree on the others is the contract in tests/checker/test_engines.py."""

MODELS = {name: oracles(name) for name in model_names()}
ORACLES = [oracle for found in MODELS.values() for oracle in found]


def _runs() -> list:
    """Each oracle with the engine for it."""
    return [
        pytest.param("native" if oracle.large else "interpreter", oracle, id=oracle.name,
                     marks=[pytest.mark.slow] if oracle.slow or oracle.large else [])
        for oracle in ORACLES
    ]


@pytest.mark.parametrize(("engine", "oracle"), _runs())
def test_counts_and_verdicts_are_those_published(engine: str, oracle: Oracle) -> None:
    found = ENGINES[engine](oracle.make())
    assert found.limit == ""
    assert oracle.expected_states in (None, found.states)
    assert oracle.expected_transitions in (None, found.transitions)
    assert oracle.expected_depth in (None, found.depth)
    broken = {f.property: f for f in found.findings if f.verdict is not Verdict.HOLDS}
    if oracle.violated is None:
        assert not broken
        return
    assert set(broken) == {oracle.violated}
    trace = broken[oracle.violated].trace
    assert trace is not None
    assert oracle.expected_length in (None, len(trace))


def test_every_model_has_an_oracle() -> None:
    assert len(MODELS) > 5
    assert not [name for name, found in MODELS.items() if not found]


def test_every_oracle_says_something_and_where_it_comes_from() -> None:
    silent = [o.name for o in ORACLES if o.distinct is None and o.violated is None]
    assert not silent
    assert not [o.name for o in ORACLES if not o.source]
    names = [o.name for o in ORACLES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("managers", range(3, 10))
def test_the_formula_of_two_phase_commit_agrees_with_what_is_published(managers: int) -> None:
    oracle = next(o for o in ORACLES if o.name == f"two_phase_commit-{managers}")
    assert (oracle.distinct, oracle.transitions, oracle.depth) == formula(managers)
