"""The waist: one immutable :class:`Program` between front ends and back ends.

A state is a vector of small integers, one per :class:`Variable`; variable ``i`` holds a value in
``low .. high``.  Each activity has a program counter, itself a variable.  A step of the system is
one :class:`Action` whose ``guard`` (a conjunction) is true in the state: its ``updates`` are
simultaneous, every expression is read in the state *before* the step.  ``checks`` are properties
of the step itself (also read before it); ``invariants`` are properties of every state.

Nothing here, and nothing beyond, knows about NDIS.  Expressions are the dataclasses below; truth
is 0 or 1; enumerations and token references are numbers with ``labels`` for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Action", "Activity", "Check", "Choice", "Const", "Element", "Expr", "Goal", "Invariant",
    "Op", "Parameter", "Program", "Property", "Read", "Span", "Symmetry", "Update", "Variable",
]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file; lines from 1, columns from 0 in characters, end exclusive."""

    file: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Const:
    """A number."""

    value: int


@dataclass(frozen=True, slots=True)
class Read:
    """The value of variable ``variable`` (its index)."""

    variable: int


@dataclass(frozen=True, slots=True)
class Element:
    """The value of variable ``base + index``, for ``0 <= index < size``: an array element."""

    base: int
    size: int
    index: Expr


@dataclass(frozen=True, slots=True)
class Op:
    """An operator applied to operands.

    ``+ - *`` on integers; ``== != < <=`` give 0 or 1; ``and or`` take any number of operands and
    stop early; ``not`` takes one; ``if`` takes (condition, then, else) and evaluates one branch.
    """

    name: str
    operands: tuple[Expr, ...]
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        # Found once, of numbers only: the same in every process.
        if self._hash is None:
            object.__setattr__(self, "_hash", hash((*map(ord, self.name), *self.operands)))
        return self._hash or 0


Expr = Const | Read | Element | Op


@dataclass(frozen=True, slots=True)
class Variable:
    """A state variable: its name, range, initial value, owner and what people see.

    ``owner`` is the index of the only activity that uses it (a local), or -1.  ``checked`` says
    what leaving the range means: ``"error"`` (a defect of the model, with a trace) or ``"bound"``
    above ``high`` (a Count outgrew the bound of explicit search: the verdict is incomplete).
    ``shared`` marks plain driver memory: the race rule watches it.
    """

    name: str
    low: int
    high: int
    initial: int
    labels: tuple[str, ...] = ()
    owner: int = -1
    checked: str = "error"
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """``variable[index] := value``; ``index`` is None for a plain variable, else an offset that
    is added to ``variable`` and must lie in ``0 .. size-1``."""

    variable: int
    value: Expr
    index: Expr | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """A property of a step: wherever ``premise`` is true before it, ``condition`` must be."""

    property: int
    premise: Expr
    condition: Expr
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """A property of every state: wherever ``premise`` is true, ``condition`` must be."""

    property: int
    premise: Expr
    condition: Expr


@dataclass(frozen=True, slots=True)
class Goal:
    """A property of the graph: from every reachable state, a state in which ``condition`` is true
    can be reached by actions that are not optional."""

    property: int
    condition: Expr


@dataclass(frozen=True, slots=True)
class Choice:
    """A nondeterministic choice taken on the way through a step, for people."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One guarded step of one activity, from program location ``source`` to ``target``.

    ``guard`` is a conjunction in evaluation order; ``reads``/``writes`` are the variables it may
    touch; ``plain_reads``/``plain_writes`` the accesses to ``shared`` variables that are neither
    interlocked nor relaxed; ``acquired`` the locks (any numbers) the step takes before those
    accesses: two such steps with a lock in common do not race; ``other_reads``/``other_writes``
    the further accesses that race with plain ones, to no property's charge: who merged statements
    into steps wants to know; ``statements`` the source
    statements it executes, in order; ``message`` the protocol call it stands for, or "".
    ``optional``: nobody is obliged to take it, a :class:`Goal` may not rest on it.
    """

    activity: int
    source: int
    target: int
    label: str
    guard: tuple[Expr, ...]
    updates: tuple[Update, ...]
    checks: tuple[Check, ...] = ()
    reads: frozenset[int] = frozenset()
    writes: frozenset[int] = frozenset()
    plain_reads: frozenset[int] = frozenset()
    plain_writes: frozenset[int] = frozenset()
    span: Span | None = None
    statements: tuple[Span, ...] = ()
    choices: tuple[Choice, ...] = ()
    message: str = ""
    acquired: frozenset[int] = frozenset()
    other_reads: frozenset[int] = frozenset()
    other_writes: frozenset[int] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """A thread of control: its program counter and where it may rest.

    ``counter`` is the index of its program counter variable.  ``kind`` is a word the race rule
    reports by (``"thread"``, ``"isr"``, ...).  ``home`` is a predicate over states that must stay
    reachable from every state (the progress check), or None.  ``bounded``: it counts where the
    number of those in flight is bounded (``checker/in_flight.py``).
    """

    name: str
    counter: int
    locations: tuple[str, ...]
    kind: str = "thread"
    home: Expr | None = None
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A named property.

    ``race_kinds`` non-empty marks it as the race property of those activity kinds (violated by
    two enabled conflicting plain accesses).  ``fatal``: a failing check of it ends the run; no
    later check of that action is evaluated and the action has no successor (None dereferenced, a
    failed assertion: nothing sensible follows).  The checks of an action are evaluated in order.
    """

    id: str
    race_kinds: tuple[str, ...] = ()
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Symmetry:
    """Things that may be interchangeable.

    ``members[m]`` are the variables of thing ``m``, those of all things in the same order;
    variables in ``references`` name thing ``m`` by the value ``first + m``.
    """

    name: str
    members: tuple[tuple[int, ...], ...]
    references: tuple[int, ...] = ()
    first: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A natural number that may be any: these variables begin with it.  Explicit search takes
    the one that is their ``initial``."""

    name: str
    variables: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """The whole model.  ``final`` is true in states in which nothing need happen any more."""

    name: str
    variables: tuple[Variable, ...]
    activities: tuple[Activity, ...]
    actions: tuple[Action, ...]
    properties: tuple[Property, ...] = ()
    invariants: tuple[Invariant, ...] = ()
    final: Expr = field(default=Const(0))
    symmetries: tuple[Symmetry, ...] = ()
    goals: tuple[Goal, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    @property
    def initial(self) -> tuple[int, ...]:
        """The initial state."""
        return tuple(v.initial for v in self.variables)
