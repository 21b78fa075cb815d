"""SPIN on exported Programs: the same states, transitions and verdicts as miniport's own."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from random_programs import programs

from benchmarks.peer import PeerError
from benchmarks.spin import quickest_compiler, run_spin
from examples.protocols.catalogue import model_names, oracles
from examples.protocols.die_hard import die_hard
from examples.protocols.peterson import peterson
from examples.protocols.philosophers import philosophers
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.export import promela

from .odd_programs import ODD
from .spin_agreement import agree, run

COMPILER = quickest_compiler()

MOST = 9_000
"""States of the protocols that are compared; those whose published number is larger, or that
turn out to be larger, are not."""

LONG = {"vote_proof-3-2-3", "token_ring-5-5", "majority-3-5", "ewd840-4"}
"""Small in states, but with so many actions that compiling SPIN's C takes many seconds."""

SMALL = [o for name in model_names() for o in oracles(name)
         if not (o.slow or o.large) and (o.distinct or 0) <= MOST and o.name not in LONG]


@pytest.mark.parametrize("make", ODD)
def test_odd_programs(make, spin, expected) -> None:
    own = expected(make())
    ran = run(make())
    assert agree(ran, own), (ran, own)


@pytest.mark.slow
@pytest.mark.parametrize("oracle", SMALL, ids=lambda o: o.name)
def test_published_protocols(oracle, spin, expected) -> None:
    own = expected(oracle.make(), MOST)
    if own is None and oracle.distinct is None:
        pytest.skip(f"has more than {MOST:,} states; nobody published how many")
    ran = run(oracle.make())
    assert agree(ran, own), (ran, own)


@pytest.mark.slow
@settings(
    max_examples=20, deadline=None, phases=[Phase.generate, Phase.explicit],
    suppress_health_check=[*HealthCheck], derandomize=True,
)  # fmt: skip
@given(program=programs())
def test_random_programs(program, spin, expected) -> None:
    own = expected(program, 3_000)
    assume(own is not None and own.states > 1)
    ran = run(program)
    assert agree(ran, own), (ran, own)


@pytest.mark.parametrize(
    ("program", "line", "instead"),
    [
        (peterson(), r"turn = 1;", "skip;"),
        (peterson(), r"c_1 == 0 \|\| turn == 0", "turn == 0"),
        (peterson(), r"goto at_a4", "goto at_a0"),
        (die_hard(), r"big != 4", "true"),
        (philosophers(5), r"broken\(rule_deadlock\)", "skip"),
    ],
    ids=["update", "guard", "target", "invariant", "deadlock"],
)  # fmt: skip
def test_a_wrong_export_is_noticed(program, line, instead, spin, expected) -> None:
    """Texts made wrong by hand differ in a count or a verdict."""
    own, text = expected(program), promela(program)
    assert agree(run_spin(text, compiler=COMPILER, table=16), own)
    wrong, count = re.subn(line, instead, text, count=1)
    assert count == 1
    assert not agree(run_spin(wrong, compiler=COMPILER, table=16), own)


def test_a_stack_that_is_too_small_is_made_larger(spin) -> None:
    program = two_phase_commit(3)
    ran = run_spin(promela(program), compiler=COMPILER, depth=5, table=16)
    assert (ran.states, ran.transitions) == (288, 1_145)


def test_what_is_no_model_is_refused(spin) -> None:
    with pytest.raises(PeerError, match="spin ends with"):
        run_spin("active proctype A() { x = 1 }")
    with pytest.raises(PeerError, match="what no rule says"):
        run_spin("bool no; active proctype A() { assert(no) }", compiler=COMPILER)
