"""Steps without faults mean what the definition says, in any state."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from random_programs import expressions, layouts, programs

from miniport.checker.evaluate import Fault, broken_invariants, evaluate, take
from miniport.checker.export.faults import fault, truth
from miniport.checker.export.steps import BOUND, judgements, steps
from miniport.checker.ir.program import Op, Program
from miniport.checker.simplify import opposite


def _faults(expr, values) -> bool:
    try:
        evaluate(expr, values)
    except Fault:
        return True
    return False


@settings(deadline=None, max_examples=300)
@given(layouts(), expressions(), st.data())
def test_the_fault_predicate_is_exact_and_never_faults(variables, expr, data) -> None:
    values = tuple(data.draw(st.integers(v.low, v.high)) for v in variables)
    predicted = bool(evaluate(fault(expr, variables), values))
    assert predicted is _faults(expr, values)
    if not predicted:
        expected = bool(evaluate(expr, values))
        assert bool(evaluate(truth(expr, variables), values)) is expected
        assert bool(evaluate(opposite(expr), values)) is not expected


def _outcome(program: Program, action, values):
    """What the steps of an action come to: (broken, ended, after), None if none is possible."""
    outcomes = []
    for step in steps(program):
        if step.action is not action or values[program.activities[action.activity].counter] != (
            action.source
        ):
            continue
        if not all(evaluate(conjunct, values) for conjunct in step.guard):
            continue
        broken, ended = [], False
        for hurdle in step.hurdles:
            if evaluate(hurdle.fails, values):
                assert not evaluate(hurdle.holds, values)
                broken.append(hurdle.rule)
                if hurdle.ends:
                    ended = True
                    break
        assert ended or not step.dead
        after = list(values)
        after[program.activities[action.activity].counter] = action.target
        for update in () if ended else step.updates:
            offset = 0 if update.index is None else evaluate(update.index, values)
            after[update.variable + offset] = evaluate(update.value, values)
        outcomes.append((sorted(set(broken)), None if ended else tuple(after)))
    assert len(outcomes) < 2
    return outcomes[0] if outcomes else None


@settings(deadline=None, max_examples=200)
@given(programs(), st.data())
def test_steps_do_what_actions_do(program, data) -> None:
    for _ in range(3):
        values = tuple(data.draw(st.integers(v.low, v.high)) for v in program.variables)
        for action in program.actions:
            outcome = take(program, action, values)
            made = _outcome(program, action, values)
            if outcome is None:
                assert made is None
                continue
            broken = [program.properties[p].id for p in outcome.broken]
            if outcome.fault is not None:
                broken.append(outcome.fault.kind)
            assert made == (sorted(set(broken)), outcome.values)


@settings(deadline=None, max_examples=100)
@given(programs(), st.data())
def test_judgements_are_the_invariants(program, data) -> None:
    values = tuple(data.draw(st.integers(v.low, v.high)) for v in program.variables)
    broken = {h.rule for h in judgements(program) if evaluate(h.fails, values)}
    try:
        expected = {program.properties[p].id for p in broken_invariants(program, values)}
    except Fault:
        assert "index" in broken
        return
    assert broken == expected


def test_the_bound_is_no_kind_of_property() -> None:
    assert Fault(BOUND).kind == BOUND
    assert evaluate(Op("and", ()), ()) == 1
