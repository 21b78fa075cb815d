"""Programs with what nothing compiled from a driver has: every corner of what an action may do."""

from __future__ import annotations

from miniport.checker.builder import Builder, all_of, any_of, either
from miniport.checker.ir.program import (
    Action,
    Activity,
    Check,
    Const,
    Element,
    Invariant,
    Op,
    Program,
    Property,
    Read,
    Update,
    Variable,
)

__all__ = ["ODD"]


def swapping() -> Program:
    """Simultaneous updates in cycles, through arrays with negative and different values."""
    system = Builder("swap */ (* 'and' <turn>")
    numbers = system.array("t", 3, -4, 4)
    system.variables[0:3] = [
        Variable(f"t[{k}]", -4, 4, initial) for k, initial in enumerate((-1, 2, 3))
    ]
    x, y = system.variable("x", 0, 2), system.variable("y", 0, 2, 1)
    me = system.activity("for")
    system.action(me, "turn", updates=[
        (numbers[0], numbers[1]), (numbers[1], numbers[2]), (numbers[2], numbers[0]),
    ])
    system.action(me, "swap", updates=[(x, y), (y, x)])
    system.action(me, "by index", updates=[
        (numbers[x], numbers[y] + 0), (numbers[y], numbers[x]), (x, either(x == 2, 0, x + 1)),
    ])
    system.invariant("ordered", ~((numbers[0] == 3) & (numbers[1] == -1)))
    return system.build()


def ending() -> Program:
    """Every way a run can end: an index, a range, a bound, a fatal check, before and after others;
    a guard and a final predicate that cannot always be evaluated."""
    step = Op("+", (Read(0), Const(1)))
    variables = (
        Variable("x", 0, 4, 0), Variable("a[0]", 0, 3, 2), Variable("a[1]", -1, 6, 0),
        Variable("n", 0, 2, 0, checked="bound"), Variable("at", 0, 1, 0),
    )
    element = Element(1, 2, Read(0))
    actions = (
        Action(0, 0, 0, "count", (), (Update(0, step),), (
            Check(0, Const(1), Op("<", (Read(0), Const(3)))),
            Check(1, Op("==", (Read(0), Const(4))), Const(0)),
            Check(2, Const(1), Op("!=", (Read(0), Const(4)))),
        )),
        Action(0, 0, 0, "write", (Op("<=", (Read(0), Const(2))),), (
            Update(1, Op("+", (element, Const(2))), Read(0), 2), Update(3, step),
        )),
        Action(0, 0, 1, "look", (Op("<", (Const(5), element)),), (Update(0, Const(1)),)),
        Action(0, 1, 1, "stay", (Op("==", (Read(3), Const(7))),), ()),
    )
    return Program(
        "ending", variables, (Activity("A", 4, ("x", "y")),), actions,
        (Property("p"), Property("q", fatal=True), Property("r")), (),
        Op("<", (element, Const(9))),
    )


def written_counters() -> Program:
    """Counters that are variables: one is written by the other activity, one is read as a number,
    one is an element of an array."""
    variables = (
        Variable("a at", 0, 2, 0, ("p", "q", "r")), Variable("b at", 0, 2, 1, ("p", "q", "r")),
        Variable("c at", 0, 2, 2, ("p", "q", "q")), Variable("sum", 0, 9, 0),
    )
    actions = (
        Action(0, 0, 1, "go", (), ()), Action(0, 1, 2, "go on", (), (Update(1, Const(0)),)),
        Action(1, 1, 2, "step", (), ()), Action(1, 0, 2, "back", (), (Update(0, Const(0)),)),
        Action(2, 2, 1, "count", (), (Update(3, Op("+", (Read(2), Read(3)))),)),
        Action(2, 1, 2, "count", (Op("<", (Read(3), Const(6))),), (Update(3, Read(2)),)),
        Action(1, 2, 0, "by index", (Op("<", (Element(0, 2, Const(1)), Const(3))),), ()),
    )
    return Program(
        "written counters", variables,
        tuple(Activity(n, k, ("p", "q", "q")) for k, n in enumerate(("A", "B", "C"))), actions,
        (Property("small"),), (Invariant(0, Const(1), Op("<", (Read(3), Const(4)))),), Const(1),
    )


def broken_from_the_start() -> Program:
    """An invariant that is broken in the initial state only, another that cannot be evaluated."""
    system = Builder("broken from the start")
    x = system.variable("x", 0, 3)
    flags = system.array("flag", 2)
    me = system.activity("A", ("begin", "end"))
    system.action(me, "leave", "begin", "end", updates=[(x, 1)])
    system.action(me, "raise", "end", "end", guard=[x < 3], updates=[(x, x + 1)])
    system.invariant("begun", x != 0)
    system.invariant("flagged", flags[x] == 0, x > 0)
    system.invariant("never judged", x < 2)
    system.final = (x == 3).expr
    return system.build()


def stuck_at_once() -> Program:
    """Nothing can ever happen, and an invariant does not hold."""
    system = Builder("stuck at once")
    x = system.variable("x", 0, 1)
    me = system.activity("A")
    system.action(me, "never", guard=[x == 1])
    system.invariant("moving", x == 1)
    return system.build()


def truths() -> Program:
    """Predicates as numbers and numbers as predicates; no operands, one operand, many."""
    system = Builder("truths")
    words = ("False", "True")
    b, c = system.variable("b", labels=words), system.variable("c", labels=words)
    n = system.variable("n", -2, 2)
    me = system.activity("A")
    system.action(me, "not", updates=[(b, ~b), (c, b == c)])
    system.action(me, "count", guard=[n], updates=[(n, n + (b & c) - (~n))])
    system.action(me, "set", guard=[any_of([n, all_of([])])], updates=[(n, all_of([n]) - 1)])
    system.action(me, "if", updates=[
        (n, either(either(b, n, c), b + c, -1)), (c, either(c, b, 1)),
    ])
    system.action(me, "never", guard=[any_of([])], updates=[(n, 2)])
    system.invariant("low", n < 2)
    return system.build()


ODD = [swapping, ending, written_counters, broken_from_the_start, stuck_at_once, truths]
"""All of them."""
