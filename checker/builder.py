"""Programs written by hand, for tests, benchmarks and protocols that are not drivers.

    system = Builder("two counters")
    x = system.variable("x", 0, 3)
    worker = system.activity("worker")
    system.action(worker, "count", guard=[x < 3], updates=[(x, x + 1)])
    program = system.build()

A :class:`Term` is an expression with Python's operators; ``&``, ``|``, ``~`` are "and", "or",
"not".  Read and write sets, also the plain ones, follow from the expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .errors import CheckerBug
from .ir.program import (
    Action,
    Activity,
    Check,
    Const,
    Element,
    Expr,
    Goal,
    Invariant,
    Op,
    Parameter,
    Program,
    Property,
    Read,
    Span,
    Symmetry,
    Update,
    Variable,
)
from .walk import reads_of

__all__ = ["Builder", "Term", "Words", "all_of", "any_of", "either"]


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """An expression that understands operators."""

    expr: Expr

    def __add__(self, other: Word) -> Term:
        return _op("+", self, other)

    def __sub__(self, other: Word) -> Term:
        return _op("-", self, other)

    def __mul__(self, other: Word) -> Term:
        return _op("*", self, other)

    def __eq__(self, other: object) -> Term:  # type: ignore[override]  # a Term, not a bool
        return _op("==", self, other)

    def __ne__(self, other: object) -> Term:  # type: ignore[override]  # a Term, not a bool
        return _op("!=", self, other)

    def __lt__(self, other: Word) -> Term:
        return _op("<", self, other)

    def __le__(self, other: Word) -> Term:
        return _op("<=", self, other)

    def __gt__(self, other: Word) -> Term:
        return _op("<", other, self)

    def __ge__(self, other: Word) -> Term:
        return _op("<=", other, self)

    def __and__(self, other: Word) -> Term:
        return _op("and", self, other)

    def __or__(self, other: Word) -> Term:
        return _op("or", self, other)

    def __invert__(self) -> Term:
        return _op("not", self)

    def __bool__(self) -> bool:
        raise CheckerBug("a Term has no truth value here; combine terms with & | ~")


Word = Term | Expr | int


@dataclass(frozen=True, slots=True)
class Words:
    """An array of variables: ``words[2]`` is one of them, ``words[term]`` an element."""

    base: int
    size: int

    def __getitem__(self, index: Word) -> Term:
        if isinstance(index, int):
            if not 0 <= index < self.size:
                raise CheckerBug(f"index {index} of an array of {self.size}")
            return Term(Read(self.base + index))
        return Term(Element(self.base, self.size, _expr(index)))

    def __iter__(self) -> Iterator[Term]:
        return (self[index] for index in range(self.size))

    def __len__(self) -> int:
        return self.size


def all_of(words: Iterable[Word]) -> Term:
    """True where all ``words`` are."""
    return _op("and", *words)


def any_of(words: Iterable[Word]) -> Term:
    """True where one of ``words`` is."""
    return _op("or", *words)


def either(condition: Word, then: Word, otherwise: Word) -> Term:
    """``then`` where ``condition`` is true, else ``otherwise``."""
    return _op("if", condition, then, otherwise)


class Builder:
    """A Program under construction."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.variables: list[Variable] = []
        self.activities: list[Activity] = []
        self.actions: list[Action] = []
        self.properties: list[Property] = []
        self.invariants: list[Invariant] = []
        self.goals: list[Goal] = []
        self.final: Expr = Const(0)
        self.symmetries: list[Symmetry] = []
        self.parameters: list[Parameter] = []

    def variable(
        self, name: str, low: int = 0, high: int = 1, initial: int | None = None, *,
        labels: tuple[str, ...] = (), checked: str = "error", shared: bool = False,
    ) -> Term:
        """A variable, initially ``low`` if not said otherwise."""
        start = low if initial is None else initial
        self.variables.append(
            Variable(name, low, high, start, labels, checked=checked, shared=shared)
        )
        return Term(Read(len(self.variables) - 1))

    def array(
        self, name: str, size: int, low: int = 0, high: int = 1, initial: int | None = None, *,
        checked: str = "error", shared: bool = False,
    ) -> Words:
        """``size`` variables in a row."""
        base = len(self.variables)
        for index in range(size):
            self.variable(
                f"{name}[{index}]", low, high, initial, checked=checked, shared=shared
            )
        return Words(base, size)

    def activity(
        self, name: str, locations: Sequence[str] = ("loop",), *, kind: str = "thread",
        home: Word | None = None, bounded: bool = False,
    ) -> int:
        """An activity, initially at the first location; its index."""
        counter = len(self.variables)
        self.variable(f"{name}.pc", 0, len(locations) - 1, labels=tuple(locations))
        self.activities.append(Activity(
            name, counter, tuple(locations), kind, None if home is None else _expr(home),
            bounded,
        ))
        return len(self.activities) - 1

    def at(self, activity: int, location: str) -> Term:
        """True where ``activity`` is at ``location``."""
        found = self.activities[activity]
        return Term(Read(found.counter)) == found.locations.index(location)

    def counters(self, activities: Iterable[int]) -> list[Term]:
        """The program counters of activities."""
        return [Term(Read(self.activities[number].counter)) for number in activities]

    def symmetry(
        self, name: str, *columns: Iterable[Term], references: Iterable[Term] = (), first: int = 0,
    ) -> None:
        """Things that may be interchangeable; a column is a variable of each.  The values of
        ``references`` from ``first`` on name them."""
        members = zip(*(map(_variable, column) for column in columns), strict=True)
        self.symmetries.append(
            Symmetry(name, tuple(members), tuple(map(_variable, references)), first)
        )

    def property(self, name: str, *, race_kinds: tuple[str, ...] = (), fatal: bool = False) -> int:
        """The index of the property ``name``, declared if it is not yet."""
        for index, known in enumerate(self.properties):
            if known.id == name:
                return index
        self.properties.append(Property(name, race_kinds, fatal))
        return len(self.properties) - 1

    def invariant(self, name: str, condition: Word, premise: Word = 1) -> None:
        """``condition`` holds in every state in which ``premise`` does."""
        prop = self.property(name)
        self.invariants.append(Invariant(prop, _expr(premise), _expr(condition)))

    def parameter(self, name: str, *variables: Term) -> None:
        """These variables begin with the same natural number, any; explicit search takes their
        initial values."""
        self.parameters.append(Parameter(name, tuple(map(_variable, variables))))

    def goal(self, name: str, condition: Word) -> None:
        """``condition`` stays within reach of the steps that are not optional."""
        self.goals.append(Goal(self.property(name), _expr(condition)))

    def action(
        self, activity: int, label: str, source: str = "", target: str = "", *,
        guard: Sequence[Word] = (), updates: Sequence[tuple[Term, Word]] = (),
        checks: Sequence[tuple[str, Word, Word]] = (), span: Span | None = None,
        message: str = "", optional: bool = False,
    ) -> int:
        """A guarded step; ``checks`` are (property, premise, condition); its index."""
        places = self.activities[activity].locations
        done = tuple(_update(place, value) for place, value in updates)
        judged = tuple(
            Check(self.property(name), _expr(premise), _expr(condition), span)
            for name, premise, condition in checks
        )
        conjuncts = tuple(map(_expr, guard))
        read = [reads_of(conjunct) for conjunct in conjuncts]
        read += [reads_of(e) for check in judged for e in (check.premise, check.condition)]
        read += [reads_of(u.value) | reads_of(u.index or Const(0)) for u in done]
        reads = frozenset().union(*read)
        writes = frozenset(v for u in done for v in range(u.variable, u.variable + u.size))
        plain = frozenset(i for i, v in enumerate(self.variables) if v.shared)
        self.actions.append(Action(
            activity, places.index(source) if source else 0,
            places.index(target) if target else places.index(source) if source else 0,
            label, conjuncts, done, judged, reads, writes, reads & plain, writes & plain,
            span, (span,) if span else (), (), message, optional=optional,
        ))
        return len(self.actions) - 1

    def build(self) -> Program:
        """The finished Program."""
        return Program(
            self.name, tuple(self.variables), tuple(self.activities), tuple(self.actions),
            tuple(self.properties), tuple(self.invariants), self.final, tuple(self.symmetries),
            tuple(self.goals), tuple(self.parameters),
        )


def _expr(word: object) -> Expr:
    if isinstance(word, Term):
        return word.expr
    if isinstance(word, int):
        return Const(int(word))
    if isinstance(word, Expr):
        return word
    raise CheckerBug(f"neither a Term nor a number: {word!r}")


def _variable(term: Term) -> int:
    if not isinstance(term.expr, Read):
        raise CheckerBug("only a variable can be part of a symmetry, or begin with a parameter")
    return term.expr.variable


def _op(name: str, *operands: object) -> Term:
    return Term(Op(name, tuple(map(_expr, operands))))


def _update(place: Term, value: Word) -> Update:
    match place.expr:
        case Read(variable):
            return Update(variable, _expr(value))
        case Element(base, size, index):
            return Update(base, _expr(value), index, size)
    raise CheckerBug("only a variable or an element can be assigned")
