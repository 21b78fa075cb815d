"""TLC on exported Programs: the same states and verdicts as miniport's own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from random_programs import programs

from benchmarks.peer import PeerError
from benchmarks.tlc import run_tlc
from examples.protocols.chandy_misra import chandy_misra
from examples.protocols.die_hard import die_hard
from examples.protocols.increment import increment
from examples.protocols.peterson import peterson
from examples.protocols.philosophers import philosophers
from examples.protocols.simple_allocator import simple_allocator
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker.export import tla
from miniport.checker.ir.program import Program
from miniport.checker.result import Limits
from miniport.facade import plan
from miniport.program import program_of

from .driver_table import QUICK, compared
from .odd_programs import ODD

PROTOCOLS = [
    two_phase_commit(3), two_phase_commit(4), two_phase_commit(5), peterson(),
    simple_allocator(3, 2), chandy_misra(5), philosophers(5), increment(3),
    increment(3, locked=True), die_hard(),
]  # fmt: skip


def agree(program: Program, jar, own) -> None:
    ran = run_tlc(tla(program, "Exported")[0], jar)
    found = ran.states, ran.transitions, ran.violated, ran.bounded
    assert found == (own.states, own.transitions, own.violated, own.bounded)


@pytest.mark.parametrize("make", ODD)
def test_odd_programs(make, tlc, expected) -> None:
    agree(make(), tlc, expected(make()))


@pytest.mark.slow
@pytest.mark.parametrize("program", PROTOCOLS, ids=lambda program: program.name)
def test_published_protocols(program, tlc, expected) -> None:
    agree(program, tlc, expected(program))


@pytest.mark.slow
@settings(
    max_examples=10, deadline=None, phases=[Phase.generate], derandomize=True,
    suppress_health_check=[*HealthCheck],
)  # fmt: skip
@given(program=programs())
def test_random_programs(program, tlc, expected) -> None:
    own = expected(program, 3_000)
    assume(own is not None and own.states > 1)
    agree(program, tlc, own)


@pytest.mark.slow
@pytest.mark.parametrize("row", compared(QUICK))
def test_drivers_in_small_scopes(row, tlc, expected) -> None:
    (task,) = plan([row.model], [row.scope], [], {}, Limits())
    program = program_of(task)
    own = expected(program)
    assert row.as_found(own) == row
    agree(program, tlc, own)


def test_a_wrong_export_is_noticed(tlc) -> None:
    module = tla(peterson(), "Exported")[0]
    wrong = module.replace("/\\ turn' = 0", "/\\ turn' = turn", 1)
    assert wrong != module
    assert run_tlc(module, tlc).states == 42
    assert run_tlc(wrong, tlc).states != 42
    with pytest.raises(PeerError, match="TLC ends with"):
        run_tlc(module.replace("turn' = 0", "turn' = nothing", 1), tlc)
