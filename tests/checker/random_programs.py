"""Random well-typed Programs, for tests that compare engines: every construct, faults included."""

from dataclasses import replace

from hypothesis import strategies as st

from miniport.checker.ir.program import (
    Action,
    Activity,
    Check,
    Const,
    Element,
    Goal,
    Invariant,
    Op,
    Program,
    Property,
    Read,
    Update,
    Variable,
)
from miniport.checker.walk import reads_of

PLAIN = 6  # variables that are not program counters
BINARY = ["+", "-", "*", "==", "!=", "<", "<="]


def expressions(depth=3):
    """Expressions over the first ``PLAIN`` variables, some with indices out of range."""
    leaves = st.integers(-3, 4).map(Const) | st.integers(0, PLAIN - 1).map(Read)
    if depth == 0:
        return leaves
    inner = expressions(depth - 1)
    elements = st.tuples(st.integers(0, PLAIN - 1), st.integers(1, PLAIN), inner).map(
        lambda e: Element(e[0], min(e[1], PLAIN - e[0]), e[2])
    )
    return st.one_of(
        leaves,
        elements,
        st.builds(lambda n, a, b: Op(n, (a, b)), st.sampled_from(BINARY), inner, inner),
        st.builds(lambda n, o: Op(n, tuple(o)), st.sampled_from(["and", "or"]),
                  st.lists(inner, max_size=3)),
        inner.map(lambda a: Op("not", (a,))),
        st.tuples(inner, inner, inner).map(lambda o: Op("if", o)),
    )


@st.composite
def layouts(draw):
    """Plain variables; all fit in a byte, or some need two or three, next to each other or not."""
    variables = []
    for n in range(PLAIN):
        low = draw(st.integers(-2, 1))
        high = low + draw(st.integers(0, 3))
        checked = draw(st.sampled_from(["error", "bound"]))
        variables.append(Variable(f"v{n}", low, high, draw(st.integers(low, high)),
                                  checked=checked))
    for n in draw(st.sets(st.integers(0, PLAIN - 1), max_size=2)):
        low, high = draw(st.sampled_from([(-1, 254), (-1, 255), (-1, 300), (-3, 70_000)]))
        initial = draw(st.sampled_from([low, 0, 255, high]))
        variables[n] = Variable(f"v{n}", low, high, min(initial, high))
    return tuple(variables)


@st.composite
def programs(draw):
    """Two activities with two locations each and a handful of actions, checks, invariants."""
    variables = draw(layouts())
    variables += (Variable("pc0", 0, 1, 0), Variable("pc1", 0, 1, draw(st.integers(0, 1))))
    properties = (Property("p"), Property("q", fatal=True), Property("inv"))
    shallow = expressions(1)
    guards = draw(st.lists(shallow, min_size=1, max_size=3))
    guards += [Op("not", (guard,)) for guard in guards]  # so that prefixes are shared
    plain = st.builds(lambda v, e: Update(v, e), st.integers(0, PLAIN - 1), expressions(2))
    indexed = st.builds(
        lambda base, size, index, e: Update(base, e, index, min(size, PLAIN - base)),
        st.integers(0, PLAIN - 1), st.integers(1, PLAIN), shallow, shallow,
    )
    check = st.builds(Check, st.integers(0, 1), st.just(Const(1)) | shallow, shallow)
    action = st.builds(
        lambda a, s, t, g, u, c: Action(a, s, t, "step", tuple(g), tuple(u), tuple(c)),
        st.integers(0, 1), st.integers(0, 1), st.integers(0, 1),
        st.lists(st.sampled_from(guards), max_size=4), st.lists(plain | indexed, max_size=3),
        st.lists(check, max_size=2),
    )
    return Program(
        "random", variables,
        (Activity("A", PLAIN, ("x", "y")), Activity("B", PLAIN + 1, ("x", "y"))),
        tuple(draw(st.lists(action, min_size=1, max_size=6))), properties,
        (Invariant(2, draw(shallow), draw(shallow)),), draw(shallow),
    )


@st.composite
def programs_with_everything(draw):
    """The same, with memory that may be raced for activities that should come home, and goals."""
    program = draw(programs())
    shared = draw(st.sets(st.integers(0, PLAIN - 1), max_size=3))
    variables = tuple(
        replace(v, shared=n in shared) for n, v in enumerate(program.variables)
    )
    actions = []
    for number, action in enumerate(program.actions):
        read = frozenset().union(*map(reads_of, action.guard))
        read |= frozenset().union(*(reads_of(u.value) for u in action.updates))
        written = frozenset(
            v for u in action.updates for v in range(u.variable, u.variable + u.size)
        )
        actions.append(replace(
            action, plain_reads=read & shared, plain_writes=written & shared,
            acquired=draw(st.frozensets(st.integers(0, 1), max_size=1)), label=f"step {number}",
            optional=draw(st.booleans()),
        ))
    activities = tuple(
        replace(a, home=draw(st.none() | expressions(1))) for a in program.activities
    )
    race, goal = Property("race", race_kinds=("thread",)), Property("goal")
    return replace(
        program, variables=variables, actions=tuple(actions), activities=activities,
        properties=(*program.properties, race, goal),
        goals=tuple(Goal(4, e) for e in draw(st.lists(expressions(1), max_size=2))),
    )
