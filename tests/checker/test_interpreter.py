"""The compiled functions against the definition, on random expressions and random programs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_programs import expressions, layouts, programs

from miniport.checker.evaluate import Fault, broken_invariants, evaluate, take
from miniport.checker.explore import explore
from miniport.checker.interpreter import Interpreter
from miniport.checker.interval import interval
from miniport.checker.ir.program import (
    Action,
    Activity,
    Const,
    Element,
    Op,
    Program,
    Read,
    Update,
    Variable,
)
from miniport.checker.result import Limits, Verdict


def value_or_fault(function, *arguments):
    """What a function returns, or "fault"."""
    try:
        return function(*arguments)
    except Fault:
        return "fault"


@settings(deadline=None)
@given(layouts(), expressions(), st.data())
def test_rendered_expression_agrees_with_the_definition(variables, expr, data):
    """Same truth and same fault in any state, and values stay within the interval."""
    program = Program("one", variables, (), ())
    values = tuple(data.draw(st.integers(v.low, v.high)) for v in variables)
    interpreter = Interpreter(program)
    expected = value_or_fault(evaluate, expr, values)
    state = interpreter.pack(values)
    assert interpreter.unpack(state) == values
    got = value_or_fault(interpreter.compile_truth(expr), state)
    exact = value_or_fault(interpreter.compile_truth(Op("==", (expr, Const(7)))), state)
    if expected == "fault":
        assert got == exact == "fault"
        return
    assert bool(got) is bool(expected)
    assert exact is (expected == 7)
    low, high = interval(expr, variables)
    assert low <= expected <= high


def steps_by_definition(program, values):
    """What every action leads to: a set of (action, successor, what is wrong)."""
    found = set()
    for number, action in enumerate(program.actions):
        outcome = take(program, action, values)
        if outcome is not None:
            wrong = [program.properties[p].id for p in outcome.broken]
            wrong += [outcome.fault.kind] if outcome.fault is not None else []
            found.add((number, outcome.values, tuple(sorted(wrong))))
    return found


def steps_compiled(interpreter, values):
    """The same from the compiled functions."""
    out, bad = [], []
    interpreter.expand(interpreter.pack(values), out.append, bad.append)
    found = set()
    for number, successor in out:
        wrong = []
        for action, kind, what in bad:
            if action == number:
                judged = kind in ("check", "fatal")
                wrong.append(interpreter.program.properties[what].id if judged else kind)
        after = None if successor is None else interpreter.unpack(successor)
        found.add((number, after, tuple(sorted(wrong))))
    assert len(found) == len(out)
    return found


@settings(max_examples=150, deadline=None)
@given(programs(), st.data())
def test_rendered_program_agrees_with_the_definition(program, data):
    """Same successors, same broken properties, same invariants, in any state."""
    interpreter = Interpreter(program)
    for _ in range(4):
        values = tuple(data.draw(st.integers(v.low, v.high)) for v in program.variables)
        assert steps_compiled(interpreter, values) == steps_by_definition(program, values)
        state = interpreter.pack(values)
        broken = []
        got = value_or_fault(interpreter.invariants, state, broken.append)
        expected = value_or_fault(broken_invariants, program, values)
        assert (got == "fault") is (expected == "fault")
        if expected != "fault":
            assert tuple(dict.fromkeys(broken)) == expected


@settings(max_examples=100, deadline=None)
@given(programs())
def test_exploration_agrees_with_a_search_by_definition(program):
    """Same states, transitions and set of broken properties; every trace is confirmed."""
    limits = Limits(states=300)
    found = explore(program, limits)
    if "states was reached" in found.limit:
        return
    seen, todo, transitions = {program.initial}, [program.initial], 0
    broken, reached = set(), set()
    while todo:
        values = todo.pop()
        wrong = value_or_fault(broken_invariants, program, values)
        broken |= {"index"} if wrong == "fault" else {program.properties[p].id for p in wrong}
        outcomes = [take(program, action, values) for action in program.actions]
        outcomes = [outcome for outcome in outcomes if outcome is not None]
        if not outcomes:
            final = value_or_fault(evaluate, program.final, values)
            broken |= {"index"} if final == "fault" else set() if final else {"deadlock"}
        for outcome in outcomes:
            broken |= {program.properties[p].id for p in outcome.broken}
            reached |= {program.properties[p].id for p in outcome.reached}
            if outcome.fault is not None and outcome.fault.kind != "bound":
                broken.add(outcome.fault.kind)
            if outcome.values is not None:
                transitions += 1
                if outcome.values not in seen:
                    seen.add(outcome.values)
                    todo.append(outcome.values)
    assert (found.states, found.transitions) == (len(seen), transitions)
    assert {f.property for f in found.findings if f.verdict is Verdict.VIOLATED} == broken
    asked_by_steps = {
        program.properties[c.property].id for action in program.actions for c in action.checks
    }
    assert reached == {f.property for f in found.findings if f.reached} & asked_by_steps


def test_deep_expressions_do_not_exceed_what_python_can_parse():
    """Sums and choices nested a hundred deep, and guards with hundreds of conjuncts."""
    total = Read(0)
    for n in range(120):
        total = Op("+", (total, Op("if", (Op("==", (total if n < 3 else Read(0), Const(n))),
                                          Const(1), Const(0)))))
    guard = tuple(Op("<=", (Const(-n), Read(0))) for n in range(300))
    variables = (Variable("x", 0, 3, 1), Variable("pc", 0, 0, 0))
    update = Update(0, Op("if", (Op("==", (total, Const(2))), Const(3), Const(0))))
    actions = [Action(0, 0, 0, "a", guard[:k], (update,)) for k in range(1, 300, 3)]
    program = Program("deep", variables, (Activity("A", 1, ("x",)),), tuple(actions))
    values = (1, 0)
    assert steps_compiled(Interpreter(program), values) == steps_by_definition(program, values)


def test_equal_guard_prefixes_are_evaluated_once():
    """Actions at one location test what their guards have in common only once."""
    x = Op("==", (Read(0), Const(1)))
    y = Op("<", (Read(1), Const(2)))
    variables = (Variable("x", 0, 3, 1), Variable("y", 0, 3, 1), Variable("pc", 0, 0, 0))
    actions = (
        Action(0, 0, 0, "a", (x, y), (Update(1, Const(0)),)),
        Action(0, 0, 0, "b", (x, Op("not", (y,))), (Update(1, Const(1)),)),
        Action(0, 0, 0, "c", (x,), (Update(0, Const(0)),)),
    )
    program = Program("shared", variables, (Activity("A", 2, ("x",)),), actions)
    source = Interpreter(program).source
    assert source.count("s[0] == 1") == 1
    assert source.count("s[1] < 2") == 1


@pytest.mark.parametrize(("low", "high", "size"), [
    (0, 255, 1), (-255, 0, 1), (0, 256, 2), (-1, 255, 2), (0, 65_535, 2), (0, 65_536, 3),
])
def test_a_variable_takes_as_many_bytes_as_it_needs(low, high, size):
    """256 values fit in a byte, 257 do not; the extremes survive."""
    variables = (Variable("x", low, high, low), Variable("y", 0, 1, 1))
    interpreter = Interpreter(Program("size", variables, (), ()))
    assert len(interpreter.initial) == size + 1
    for x in (low, low + 1, high - 1, high):
        assert interpreter.unpack(interpreter.pack((x, 1))) == (x, 1)


def wide(places):
    """A ring of places with a number that counts them down, an array of numbers and its copy."""
    variables = (
        Variable("n", -300, 300, 300), *(Variable(f"a[{k}]", 0, 1_000, k) for k in range(3)),
        Variable("copy", 0, 70_000, 0), Variable("pc", 0, places - 1, 0),
    )
    n, index = Read(0), Op("if", (Op("<", (Read(0), Const(0))), Const(0), Const(2)))
    step = (
        Update(0, Op("-", (n, Const(2)))), Update(1, Op("+", (n, Const(300))), index, 3),
        Update(4, Op("*", (Element(1, 3, index), Const(70)))),
    )
    actions = [Action(0, at, at + 1, f"to {at + 1}", (), step) for at in range(places - 1)]
    actions.append(Action(0, places - 1, 0, "again", (Op("==", (n, Const(-298))),),
                          (Update(0, Const(300)),)))
    activity = Activity("A", 5, tuple(str(k) for k in range(places)))
    return Program("wide", variables, (activity,), tuple(actions))


def test_wide_variables_and_many_places_agree_with_the_definition():
    """A program counter with 300 places, numbers with a sign, elements, ends of ranges."""
    program = wide(300)
    interpreter = Interpreter(program)
    values, seen = program.initial, set()
    while values not in seen:
        seen.add(values)
        expected = steps_by_definition(program, values)
        assert steps_compiled(interpreter, values) == expected
        ((_, values, wrong),) = expected
        assert wrong == ()
    assert explore(program).states == len(seen) > 300
