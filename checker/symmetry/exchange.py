"""The exchange of two members of a symmetry, and what it makes of expressions and actions.

Things are interchangeable if every exchange of two neighbours maps the Program to itself.  That
is compared in a normal form: what may stand in any order is sorted, a value that names a member
must be used as nothing but a name (assigned to a place for names, compared with names, used as the
index of an array that has an element for each member), and a chain of questions which member a
name stands for is a table.  Whatever is not understood counts as broken symmetry.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from ..certain import may_fault
from ..interval import interval
from ..ir.program import Action, Const, Element, Expr, Op, Program, Read, Symmetry, Update

__all__ = ["Asymmetric", "Exchange"]

PLAIN = -1
"""The kind of values that name nothing; other kinds are indices of symmetries."""

Forms = dict[Hashable, int]
"""int forms by number: equal ones, of any exchange that shares the table, have the same."""


class Asymmetric(Exception):
    """An expression tells members apart, or might; the text says how."""


class Exchange:
    """The exchange of members ``one`` and ``one + 1`` of symmetry ``group`` of ``program``; of
    nobody if ``group`` is None.  ``groups`` are the symmetries that name things; exchanges that
    share ``forms`` can be compared.
    """

    def __init__(
        self, program: Program, groups: Sequence[Symmetry], forms: Forms,
        group: int | None = None, one: int = 0,
    ) -> None:
        self._forms = forms
        self.program, self.groups, self.group = program, groups, group
        self._variables = program.variables
        self._moved: dict[int, int] = {}
        self._named: dict[int, int] = {}
        if group is not None:
            chosen = groups[group]
            for left, right in zip(chosen.members[one], chosen.members[one + 1], strict=True):
                self._moved[left], self._moved[right] = right, left
            first = chosen.first + one
            self._named = {first: first + 1, first + 1: first}
        self._kinds = {v: k for k, g in enumerate(groups) for v in g.references}
        self._member = {
            v: (k, m, column)
            for k, g in enumerate(groups)
            for m, variables in enumerate(g.members)
            for column, v in enumerate(variables)
        }
        self._activities = {
            a.counter: number for number, a in enumerate(program.activities)
        }
        self._known: dict[tuple[Expr, int], int] = {}

    def variable(self, variable: int) -> int:
        """The variable whose value one variable's becomes."""
        return self._moved.get(variable, variable)

    def kind(self, variable: int) -> int:
        """What the values of a variable name."""
        return self._kinds.get(variable, PLAIN)

    def value(self, kind: int, value: int) -> int:
        """What becomes of a value of some kind."""
        return self._named.get(value, value) if kind == self.group else value

    def activity(self, activity: int) -> int:
        """The activity that plays the part of another."""
        return self._activities[self.variable(self.program.activities[activity].counter)]

    def state(self, values: Sequence[int]) -> tuple[int, ...]:
        """What becomes of a state."""
        after = list(values)
        for variable, value in enumerate(values):
            after[self.variable(variable)] = self.value(self.kind(variable), value)
        return tuple(after)

    def _form(self, *parts: Hashable) -> int:
        return self._forms.setdefault(parts, len(self._forms))

    # -- normal forms ------------------------------------------------------------------------

    def action(self, action: Action) -> int:
        """The number of the normal form of what becomes of an action.  Raises Asymmetric."""
        guard = [self.normal(g) for g in action.guard]
        if not any(may_fault(g, self._variables) for g in action.guard):
            guard.sort()
        updates = [self._update(u) for u in action.updates]
        if sum(u.index is not None for u in action.updates) < 2:
            updates.sort()
        checks = tuple(
            (c.property, self.normal(c.premise), self.normal(c.condition)) for c in action.checks
        )
        touched = (action.plain_reads, action.plain_writes, action.other_reads,
                   action.other_writes)
        footprint = (*(frozenset(map(self.variable, vs)) for vs in touched), action.acquired)
        return self._form(
            self.activity(action.activity), action.source, action.target, tuple(guard),
            tuple(updates), checks, footprint,
        )

    def _update(self, update: Update) -> int:
        kind = self.kind(update.variable)
        value = self.normal(update.value, kind)
        if update.index is None:
            return self._form("set", self.variable(update.variable), value)
        place = self._element(Element(update.variable, update.size, update.index), kind)
        return self._form("set element", place, value)

    def normal(self, expr: Expr, kind: int = PLAIN) -> int:
        """The number of the normal form of what becomes of an expression whose value is of a kind.

        Raises Asymmetric.
        """
        known = self._known.get((expr, kind))
        if known is None:
            known = self._known[expr, kind] = self._normal(expr, kind)
        return known

    def _normal(self, expr: Expr, kind: int) -> int:
        match expr:
            case Const(value):
                return self._form(self.value(kind, value))
            case Read(variable):
                if self.kind(variable) != kind:
                    raise Asymmetric(f"{self._variables[variable].name} is used as a number")
                return self._form("read", self.variable(variable))
            case Element():
                return self._element(expr, kind)
            case Op("if", (condition, then, otherwise)):
                table = self._table(expr, kind)
                if table is not None:
                    return table
                return self._form("if", self.normal(condition), self.normal(then, kind),
                                  self.normal(otherwise, kind))
        assert isinstance(expr, Op)
        if kind != PLAIN:
            raise Asymmetric("a number is used as a name")
        if expr.name in ("==", "!="):
            of = self._kind_of(expr)
            return self._form(expr.name, *sorted(self.normal(o, of) for o in expr.operands))
        parts = [self.normal(operand) for operand in _flat(expr)]
        if expr.name in ("+", "*") or (
            expr.name in ("and", "or")
            and not any(may_fault(operand, self._variables) for operand in expr.operands)
        ):
            parts.sort()
        return self._form(expr.name, *parts)

    def _kind_of(self, comparison: Op) -> int:
        kinds = {k for operand in comparison.operands for k in self._names(operand)}
        if len(kinds) > 1:
            raise Asymmetric("names of different things are compared")
        return kinds.pop() if kinds else PLAIN

    def _names(self, expr: Expr) -> set[int]:
        """The kinds of value an expression may have; none for a constant."""
        match expr:
            case Const():
                return set()
            case Read(variable):
                return {self.kind(variable)}
            case Element(base, _, _):
                return {self.kind(base)}
            case Op("if", (_, then, otherwise)):
                return self._names(then) | self._names(otherwise)
        return {PLAIN}

    def _element(self, expr: Element, kind: int) -> int:
        """An element of an array: one that nobody moves, or one with an element per member."""
        variables = range(expr.base, expr.base + expr.size)
        if any(self.kind(v) != kind for v in variables):
            raise Asymmetric(f"{self._variables[expr.base].name} holds names and numbers")
        name, offset = _shifted(expr.index)
        names = self._names(name)
        if names <= {PLAIN}:
            first = self.variable(expr.base)
            if any(self.variable(v) != first + v - expr.base for v in variables):
                raise Asymmetric(f"{self._variables[expr.base].name} is found by a number")
            return self._form("element", first, expr.size, self.normal(expr.index))
        (of,) = names
        group = self.groups[of]
        columns = set()
        for at, v in enumerate(variables):
            owner, member, column = self._member.get(v, (PLAIN, 0, 0))
            if owner != of or at != group.first + member + offset:
                raise Asymmetric(f"{self._variables[v].name} is found by a name of something else")
            columns.add(column)
        if len(variables) != len(group.members) or len(columns) != 1:
            raise Asymmetric(f"{self._variables[expr.base].name} is not there for everyone")
        return self._form("member", of, *columns, self.normal(name, of))

    def _table(self, expr: Op, kind: int) -> int | None:
        """``if name == one: .. else if name == another: ..`` as a table; None if it is not one."""
        asked: Expr | None = None
        rows: dict[int, Expr] = {}
        rest: Expr = expr
        while isinstance(rest, Op) and rest.name == "if":
            condition, then, otherwise = rest.operands
            if not (isinstance(condition, Op) and condition.name in ("==", "!=")):
                break
            if condition.name == "!=":
                then, otherwise = otherwise, then
            name, value = condition.operands
            if isinstance(name, Const):
                name, value = value, name
            if not isinstance(value, Const) or self._names(name) <= {PLAIN}:
                break
            if asked not in (None, name):
                break
            asked = name
            rows.setdefault(value.value, then)
            rest = otherwise
        if asked is None:
            return None
        (of,) = self._names(asked)
        low, high = interval(asked, self._variables)
        for number in range(low, high + 1):
            rows.setdefault(number, rest)
        return self._form("table", self.normal(asked, of), tuple(sorted(
            (self.value(of, number), self.normal(row, kind)) for number, row in rows.items()
        )))


def _flat(expr: Op) -> list[Expr]:
    """The operands, those of the same associative operator inside included."""
    if expr.name not in ("+", "*", "and", "or"):
        return list(expr.operands)
    found: list[Expr] = []
    for operand in expr.operands:
        found += _flat(operand) if isinstance(operand, Op) and operand.name == expr.name else [
            operand]
    return found


def _shifted(expr: Expr) -> tuple[Expr, int]:
    """``x`` and ``n`` for ``x + n``."""
    if isinstance(expr, Op) and expr.name in ("+", "-"):
        left, right = expr.operands
        if isinstance(right, Const):
            return left, right.value if expr.name == "+" else -right.value
        if isinstance(left, Const) and expr.name == "+":
            return right, left.value
    return expr, 0
