"""Invariants over counts without bound, and their certificates, beside explicit search."""

import os
import signal
import threading
from dataclasses import replace
from itertools import combinations

import pytest
import z3
from hypothesis import HealthCheck, Phase, given, settings
from random_counts import programs_of_counts
from random_programs import programs_with_everything

from miniport.checker.builder import Builder
from miniport.checker.errors import CheckerBug
from miniport.checker.explore import explore
from miniport.checker.result import Limits, Verdict
from miniport.checker.unbounded import (
    QUERIES,
    NotLinear,
    TooLarge,
    confirmed,
    invariant,
    layers,
    prove,
)
from miniport.checker.unbounded.certificate import Certificate, certificate
from miniport.checker.unbounded.proof import answers as asked
from miniport.checker.unbounded.recheck import answer_of_cvc5


def violated(program):
    found = explore(program, Limits(states=5_000), check_progress=False)
    return {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}


def with_naturals(program):
    """The Program, its counts natural numbers."""
    return replace(program, variables=tuple(
        v if v.checked != "bound" else replace(v, low=0, initial=max(v.initial, 0))
        for v in program.variables
    ))  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow],
          phases=[Phase.explicit, Phase.reuse, Phase.generate])  # to shrink one takes minutes
@given(programs_with_everything().map(with_naturals))
def test_nothing_is_proved_that_explicit_search_breaks(program):
    proof = prove(program, seconds=3)
    assert not proof.proved & violated(program)
    assert proof.proved | proof.open.keys() >= {"deadlock", "range", "index"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow],
          phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(programs_of_counts())
def test_what_is_proved_of_counts_is_so_of_few(program):
    """z3 confirms each invariant, or prove would raise CheckerBug."""
    proof = prove(program, seconds=10)
    for number in range(4 if program.parameters else 1):
        assert not proof.proved & violated(with_parameters(program, number))


def with_parameters(program, number):
    """The Program where each parameter is this number."""
    free = {v for p in program.parameters for v in p.variables}
    return replace(program, variables=tuple(
        replace(v, initial=number) if k in free else v for k, v in enumerate(program.variables)
    ), parameters=())


def content(found):
    """The cells of each control state, and what is wrong, in any order."""
    return (
        {tuple(row): dict(found.leaves[leaf])
         for row, leaf in zip(found.states.tolist(), found.leaf.tolist(), strict=True)},
        set(found.alarms), found.racing, found.stopped,
    )


def pools(number, *, frees=None, step=1):
    """Buffers that are free, posted, or above; halt waits until none is above, and frees the
    others, or ``frees`` of them.  ``step``: how many returns are counted at a time."""
    system = Builder("pools")
    free = system.variable("free", 0, 99, number, checked="bound")
    posted, above, counted, turns = (
        system.variable(name, 0, 99, checked="bound")
        for name in ("posted", "above", "counted", "turns")
    )
    system.parameter("buffers", free)
    device = system.activity("device", ("running", "stopping", "over"))
    system.action(device, "post", guard=[free > 0],
                  updates=[(free, free - 1), (posted, posted + 1)],
                  source="running", target="running")  # fmt: skip
    system.action(device, "indicate", guard=[posted > 0],
                  updates=[(posted, posted - 1), (above, above + 1), (counted, counted + 1)],
                  source="running", target="running")  # fmt: skip
    system.action(device, "stop", source="running", target="stopping")
    guard = [counted == 0, posted + free > 0]
    if frees is not None:
        guard.append(turns < frees)
    for pool in (free, posted):
        system.action(device, "free one", guard=[*guard, pool > 0],
                      updates=[(pool, pool - 1), (turns, turns + 1)],
                      source="stopping", target="stopping")  # fmt: skip
    ready = free + posted == 0 if frees is None else (free + posted == 0) | (turns == frees)
    system.action(device, "end", guard=[counted == 0, ready], updates=[(turns, 0)],
                  source="stopping", target="over")  # fmt: skip
    user = system.activity("user")
    system.action(user, "return", guard=[above > 0],
                  updates=[(above, above - 1), (free, free + 1), (counted, counted - step)])
    over = system.at(device, "over")
    system.invariant("drained", above == 0, premise=over)
    system.invariant("freed", free + posted == 0, premise=over)
    system.final = over.expr
    return system.build()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow],
          phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(programs_of_counts())
def test_cells_that_are_told_apart_exclude_no_less(program):
    """z3 confirms both invariants, or this would raise CheckerBug."""
    found = {}
    for apart in (False, True):
        def mind(states, cells):
            if cells > 2_000:
                raise TooLarge

        try:
            found[apart] = layers.searched(program, mind, frozenset(), apart=apart)
        except (TooLarge, NotLinear):
            return
        confirmed(found[apart], seconds=10)
        sizes = {len(leaf) for leaf in found[apart].leaves}
        assert apart or sizes == {1}
    assert found[True].alarms.keys() <= found[False].alarms.keys()
    assert found[True].racing <= found[False].racing


def together():
    """Two counts that grow each by itself, but the first of both come together."""
    system = Builder("together")
    one, other = (system.variable(name, 0, 99, checked="bound") for name in ("one", "other"))
    actor = system.activity("A")
    system.action(actor, "first", guard=[one == 0], updates=[(one, one + 1), (other, other + 1)])
    for count in (one, other):
        system.action(actor, "more", guard=[count > 0], updates=[(count, count + 1)])
    system.invariant("both", other > 0, premise=one > 0)
    system.invariant("one", one < 4)
    return system.build()


def test_what_one_cell_of_a_control_state_leaves_open_is_told_apart(monkeypatch):
    found = invariant(together(), expected={"one"})
    assert found.alarms.keys() == {"one"} and found.size == 3
    assert "both" in prove(together()).proved
    # If that is expected, or too much, one cell is all that is known; not if a run ended.
    assert invariant(together(), expected={"one", "both"}).size == 1
    monkeypatch.setattr(layers, "SHARE", 1)
    few = invariant(together(), most=1)
    assert few.size == 1 and few.alarms.keys() == {"one", "both"}
    assert confirmed(few).open.keys() == {"one", "both"}
    with pytest.raises(TooLarge, match="6 cells"):
        invariant(pools(2, step=2), most=6, stop={"range"})
    # If one cell of each is more than its share, all of them are not tried.
    monkeypatch.setattr(layers, "SHARE", 1_000)
    with pytest.raises(TooLarge, match="0 control states"):
        invariant(together(), most=100)


@pytest.mark.parametrize("enough", [4, 1_000])
def test_where_questions_are_looked_for_first_makes_no_difference(monkeypatch, enough):
    """But for the order of the questions."""
    for program in (pools(3), pools(2, step=2), pools(4, frees=4)):
        expected = invariant(program)
        with monkeypatch.context() as changed:
            changed.setattr(layers, "SOME", 1)
            changed.setattr(layers, "ENOUGH", enough)
            found = invariant(program)
        order = [found.atoms.index(atom) for atom in expected.atoms]
        assert len(order) == len(found.atoms)
        found.leaves = [
            {tuple(answers[k] for k in order): space for answers, space in leaf.items()}
            for leaf in found.leaves
        ]
        assert content(found) == content(expected)


def test_what_holds_for_any_number_is_proved():
    proof = prove(pools(2))
    assert {"drained", "freed", "range", "deadlock"} <= proof.proved
    assert proof.found is not None and proof.certificate is not None
    assert [answer_of_cvc5(proof.certificate.text(q)) for q in QUERIES] == ["unsat"] * 3


@pytest.mark.parametrize("number", range(5))
def test_finite_values_agree_with_what_is_proved(number):
    assert not violated(pools(number))


def test_what_fails_from_four_on_is_not_proved():
    proof = prove(pools(2, frees=3))
    assert "freed" in proof.open and "drained" in proof.proved
    assert ["freed" in violated(pools(n, frees=3)) for n in range(6)] == [False] * 4 + [True] * 2


def test_a_count_below_zero_is_not_excluded():
    proof = prove(pools(2, step=2))
    assert "range" in proof.open and "range" in violated(pools(1, step=2))


def test_where_a_fault_may_occur_nothing_is_proved():
    proof = prove(pools(2, step=2), frozenset({"range"}))
    assert not proof.proved and "range is broken" in proof.open["drained"]


def test_a_program_without_actions_is_proved():
    system = Builder("idle")
    number = system.variable("number", 0, 9, 3)
    system.invariant("three", number == 3)
    assert "three" in prove(system.build()).proved


def test_a_search_that_was_stopped_proves_nothing():
    found = invariant(pools(2, step=2), stop={"range"})
    assert found.stopped and not confirmed(found).proved


def test_parts_of_a_query_that_wait_have_no_more_time():
    made = certificate(invariant(pools(2)), {"drained"})
    assert all(said == z3.unknown for said, _ in asked(made, 0.0, 2).values())


def broken_invariants():
    """Invariants that are none: a state less, a wrong equation, an answer turned round."""
    found = invariant(pools(2))
    yield replace(found, states=found.states[:-1], leaf=found.leaf[:-1])
    last = found.leaf[-1]
    for change in ("equation", "answers"):
        cells = dict(found.leaves[last])
        answers, space = next(iter(cells.items()))
        del cells[answers]
        if change == "equation":
            cells[answers] = (*space[:-1], (*space[-1][:-1], space[-1][-1] + 7))
        else:
            cells[tuple(not yes for yes in answers)] = space
        leaf = found.leaf.copy()
        leaf[-1] = len(found.leaves)
        yield replace(found, leaf=leaf, leaves=(*found.leaves, cells))


@pytest.mark.parametrize("number", range(3))
def test_a_corrupted_invariant_is_no_certificate(number):
    corrupted = list(broken_invariants())[number]
    made = certificate(corrupted, ["drained"])
    answers = [answer_of_cvc5(made.text(query)) for query in QUERIES]
    assert "sat" in answers
    solver = z3.Solver()
    solver.add(made.queries[QUERIES[answers.index("sat")]])
    assert solver.check() == z3.sat
    for query, said in zip(QUERIES, answers, strict=True):
        assert str(asked(made, 60, 2)[query][0]) == said
    with pytest.raises(CheckerBug, match="has a model"):
        confirmed(corrupted)


def test_limits_are_no_proof():
    with pytest.raises(TooLarge, match="control states"):
        invariant(pools(2), most=1)
    proof = prove(pools(2), seconds=0.0)
    assert not proof.proved and "no invariant was found" in proof.open["drained"]


def multiplying(*, free=False, more=0):
    """One count is multiplied by another, which goes up to 3, or by ``more`` beyond any bound."""
    system = Builder("square")
    count = system.variable("count", 0, 9, checked="bound")
    other = system.variable("other", 0, 9, checked="bound")
    stored = system.variable("stored", 0, 9)
    if free:
        system.parameter("number", count)
    actor = system.activity("A")
    system.action(actor, "count", guard=[count < 3], updates=[(count, count + 1 + more)])
    system.action(actor, "multiply", updates=[(other, count * count)])
    system.action(actor, "store", updates=[(stored, other)])
    system.invariant("square", True, other != 5)
    return system.build()


def test_a_count_that_is_used_as_no_form_is_finite():
    proof = prove(multiplying())
    assert proof.found.counters == () and {"square", "range"} <= proof.proved


def test_a_finite_count_beyond_its_bound_is_no_proof():
    proof = prove(multiplying(more=1))
    assert not proof.proved and "bound is broken" in proof.open["square"]


def test_a_parameter_cannot_be_finite():
    with pytest.raises(NotLinear, match="multiplied"):
        invariant(multiplying(free=True))


def racing():
    """Two activities that race for memory, and two that do for other memory."""
    system = Builder("race")
    system.property("race", race_kinds=("thread",))
    system.property("dpc race", race_kinds=("dpc",))
    for kind in ("thread", "dpc"):
        memory = system.variable(f"memory of {kind}", 0, 3, shared=True)
        for name in ("one", "other"):
            actor = system.activity(f"{name} {kind}", kind=kind)
            system.action(actor, "write", guard=[memory < 3], updates=[(memory, memory + 1)])
    return system.build()


def test_a_race_is_seen_in_the_invariant():
    program = racing()
    proof = prove(program)
    assert {"race", "dpc race"} <= proof.open.keys() & violated(program)


def test_a_race_that_was_overlooked_is_no_proof():
    """Even beside one that was seen."""
    found = invariant(racing())
    assert "race" in found.alarms
    del found.alarms["race"]
    with pytest.raises(CheckerBug, match="safety has a model"):
        confirmed(found)


def test_memory_that_is_said_not_to_race_must_not():
    """Merging steps takes it for granted, whatever is proved."""
    found = invariant(racing())
    found.racing.clear()
    with pytest.raises(CheckerBug, match="safety has a model"):
        confirmed(found)


def test_a_constant_beyond_what_explicit_search_counts_to():
    system = Builder("large")
    count = system.variable("count", 0, 255, checked="bound")
    other = system.variable("other", 0, 255, checked="bound")
    system.parameter("number", count)
    actor = system.activity("A")
    system.action(actor, "subtract", updates=[(other, count * -1 + 300)])
    found = invariant(system.build())
    assert "range" in found.alarms
    del found.alarms["range"]
    with pytest.raises(CheckerBug, match="safety has a model"):
        confirmed(found)


def test_too_many_questions_about_counts_are_no_proof():
    system = Builder("asking")
    counts = [system.variable(f"count{k}", 0, 255, checked="bound") for k in range(70)]
    for k, count in enumerate(counts):
        system.parameter(f"number{k}", count)
    actor = system.activity("A")
    for count in counts:
        system.action(actor, "take", guard=[count >= 1], updates=[(count, count - 1)])
    proof = prove(system.build())
    assert not proof.proved
    assert "70 questions are asked about counts" in proof.open["range"]


def pigeonholes(number):
    """A query that takes very long: so many pigeons in one hole fewer, each alone."""
    there = [[z3.Bool(f"{p} in {h}") for h in range(number - 1)] for p in range(number)]
    apart = [
        z3.Not(z3.And(one[h], other[h]))
        for one, other in combinations(there, 2) for h in range(number - 1)
    ]
    return [*map(z3.Or, there), *apart]


@pytest.fixture
def interruptible():
    """Even if whoever runs this has it ignore interrupts, as shells do in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_what_z3_is_doing(workers):
    """It is not taken for a lack of time."""
    query = pigeonholes(16)
    ways = {name: [(query, query[:8])] for name in QUERIES}
    certificate = Certificate(("deadlock",), dict.fromkeys(QUERIES, query), ways, 0)
    timer = threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        asked(certificate, 60, workers)
    timer.join()
