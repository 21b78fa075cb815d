"""Declarations and expressions of TLA+.

TLA+ keeps numbers and truth apart, so every expression has two texts: as a number and as a
predicate.  Variables with the values False and True are BOOLEAN; points of control are strings.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import CheckerBug
from ..ir.program import Const, Element, Expr, Op, Read, Variable
from .names import Names, Values
from .places import Array, Places

__all__ = ["RESERVED", "Declared"]

RESERVED = frozenset("""
    ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN
    INSTANCE LET LOCAL MODULE OTHER SF_ SUBSET THEN THEOREM UNCHANGED UNION VARIABLE VARIABLES WF_
    WITH LAMBDA PROOF PROVE OBVIOUS OMITTED BY DEF DEFS DEFINE HAVE HIDE NEW PICK QED RECURSIVE
    SUFFICES STATE ACTION TEMPORAL TAKE USE WITNESS COROLLARY LEMMA PROPOSITION ONLY
    TRUE FALSE BOOLEAN STRING Int Nat Integers Init Next Spec TypeOK vars slot
""".split())

_SIGN = {"+": "+", "-": "-", "*": "*", "==": "=", "!=": "#", "<": "<", "<=": "<=",
         "and": "/\\", "or": "\\/"}
_COMPARED = ("==", "!=", "<", "<=")
_TRUTH = ("and", "or", "not", *_COMPARED)


class Declared:
    """What the variables of a Program are called, and expressions over them."""

    def __init__(self, places: Places, names: Names) -> None:
        self.places = places
        self.variables = places.program.variables
        self.names: dict[int, str] = {}
        self.values = Values(names)
        self.numbered: dict[int, str] = {}
        self._new = names
        self.at: dict[int, dict[int, str]] = {}
        for first, cell in places.cells():
            name = self.variables[first].name
            self.names[first] = names.new(
                name.removesuffix("[0]") if isinstance(cell, Array) else name
            )
        for activity in sorted(places.controlled):
            labels = Names(())
            self.at[places.program.activities[activity].counter] = {
                place: _quoted(places.location(activity, place), labels)
                for place in places.locations(activity)
            }

    def is_truth(self, variable: int) -> bool:
        """Whether a variable is a BOOLEAN."""
        v = self.variables[variable]
        return (
            (v.low, v.high, v.labels) == (0, 1, ("False", "True"))
            and variable not in self.places.array_of and variable not in self.at
        )

    def constants(self) -> Iterator[str]:
        """Definitions of the values that have names, as far as they were rendered."""
        for name, value in self.values.used():
            yield f"{name} == {value}"

    def numbers(self) -> Iterator[str]:
        """Definitions of points of control as numbers, where they are compared as such."""
        for counter, name in self.numbered.items():
            cases = " [] ".join(f"{self.names[counter]} = {place} -> {number}"
                                for number, place in self.at[counter].items())
            yield f"{name} == CASE {cases}"

    def initial(self, first: int) -> str:
        """The initial value of a variable or an array."""
        variable = self.variables[first]
        if first in self.at:
            return self.at[first][variable.initial]
        if self.is_truth(first):
            return "TRUE" if variable.initial else "FALSE"
        array = self.places.array_of.get(first)
        if array is None:
            return self._number_of(int(variable.initial), variable)
        values = [str(int(v.initial)) for v in self.variables[first : first + array.size]]
        if len(set(values)) == 1:
            return f"[slot \\in 0..{array.size - 1} |-> {values[0]}]"
        return f"[slot \\in 0..{array.size - 1} |-> <<{', '.join(values)}>>[slot + 1]]"

    def domain(self, first: int) -> str:
        """The set of values of a variable or an array."""
        variable = self.variables[first]
        if first in self.at:
            return f"{{{', '.join(self.at[first].values())}}}"
        if self.is_truth(first):
            return "BOOLEAN"
        array = self.places.array_of.get(first)
        if array is None:
            return f"({variable.low})..{variable.high}" if variable.low < 0 else (
                f"{variable.low}..{variable.high}"
            )
        elements = self.variables[first : first + array.size]
        low, high = min(v.low for v in elements), max(v.high for v in elements)
        return f"[0..{array.size - 1} -> ({low})..{high}]"

    def element(self, variable: int, index: Expr | None) -> tuple[str, str]:
        """The array that ``variable + index`` is in, and where in it, as texts."""
        array = self.places.array_of[variable]
        offset = variable - array.base
        if index is None:
            return self.names[array.base], str(offset)
        shift = f" + {offset}" if offset else ""
        return self.names[array.base], self.number(index) + shift

    def value(self, expr: Expr, variable: int) -> str:
        """A value assigned to a variable; it is known to be in range."""
        if self.is_truth(variable):
            return self.truth(expr, inner=True)
        return self.number(expr, self.variables[variable])

    def number(self, expr: Expr, meant: Variable | None = None, *, inner: bool = False) -> str:
        """``expr`` as a number; ``inner``: in parentheses if it is more than a name.  ``meant``:
        the variable whose values it is compared with or becomes one of."""
        match expr:
            case Const(value):
                return self._number_of(value, meant)
            case Read(variable) if variable in self.at:
                if variable not in self.numbered:
                    name = self._new.new(f"{self.variables[variable].name} number")
                    self.numbered[variable] = name
                return self.numbered[variable]
            case Read(variable) if self.is_truth(variable):
                text = f"IF {self.names[variable]} THEN 1 ELSE 0"
            case Read(variable) if variable not in self.places.array_of:
                return self.names[variable]
            case Read(variable):
                return "{}[{}]".format(*self.element(variable, None))
            case Element(base, _, index):
                return "{}[{}]".format(*self.element(base, index))
            case Op("if", (condition, then, otherwise)):
                branches = self.number(then, meant), self.number(otherwise, meant)
                text = f"IF {self.truth(condition)} THEN {branches[0]} ELSE {branches[1]}"
            case Op(name) if name in _TRUTH:
                text = f"IF {self.truth(expr)} THEN 1 ELSE 0"
            case Op(name, (left, right)) if name in _SIGN:
                left_text, right_text = (self.number(e, inner=True) for e in (left, right))
                text = f"{left_text} {_SIGN[name]} {right_text}"
            case _:
                raise CheckerBug(f"not an expression: {expr!r}")
        return f"({text})" if inner or text.startswith("IF") else text

    def truth(self, expr: Expr, *, inner: bool = False) -> str:
        """``expr`` as a predicate; ``inner``: in parentheses if it is more than a name."""
        match expr:
            case Const(value):
                return "TRUE" if value else "FALSE"
            case Read(variable) if self.is_truth(variable):
                return self.names[variable]
            case Op("and" | "or" as name, operands):
                if not operands:
                    return "TRUE" if name == "and" else "FALSE"
                if len(operands) == 1:
                    return self.truth(operands[0], inner=inner)
                text = f" {_SIGN[name]} ".join(self.truth(o, inner=True) for o in operands)
            case Op("not", (operand,)):
                return f"~{self.truth(operand, inner=True)}"
            case Op("if", (condition, then, otherwise)):
                texts = (self.truth(e) for e in (condition, then, otherwise))
                return "(IF {} THEN {} ELSE {})".format(*texts)
            case Op(name, operands) if name in _COMPARED:
                known = self._equation(name, *operands)
                if known and not known.startswith(("~", "(")) and " " not in known:
                    return known
                text = known or self._comparison(name, *operands)
            case _:
                text = f"{self.number(expr, inner=True)} # 0"
        return f"({text})" if inner else text

    def _equation(self, name: str, left: Expr, right: Expr) -> str:
        """A comparison of a point of control or of a BOOLEAN with a constant, else ""."""
        if isinstance(left, Const):
            left, right = right, left
        if name not in ("==", "!=") or not (isinstance(left, Read) and isinstance(right, Const)):
            return ""
        variable, value = left.variable, right.value
        if variable in self.at:
            if value not in self.at[variable]:
                return "FALSE" if name == "==" else "TRUE"
            return f"{self.names[variable]} {_SIGN[name]} {self.at[variable][value]}"
        if self.is_truth(variable):
            if value not in (0, 1):
                return "FALSE" if name == "==" else "TRUE"
            return self.names[variable] if (name == "==") == bool(value) else (
                f"~{self.names[variable]}"
            )
        return ""

    def _comparison(self, name: str, left: Expr, right: Expr) -> str:
        reads = [e.variable for e in (left, right) if isinstance(e, Read)]
        if len(reads) == 2 and name in ("==", "!=") and all(map(self.is_truth, reads)):
            return f"{self.names[reads[0]]} {_SIGN[name]} {self.names[reads[1]]}"
        meant = self.variables[reads[0]] if reads else None
        texts = []
        for side in (left, right):
            plain = isinstance(side, Op) and side.name in ("+", "-", "*")
            texts.append(self.number(side, meant, inner=plain))
        return f"{texts[0]} {_SIGN[name]} {texts[1]}"

    def _number_of(self, value: int, meant: Variable | None) -> str:
        if meant is not None and meant.labels == ("False", "True"):
            meant = None
        return self.values.name(value, meant) or (str(value) if value >= 0 else f"({value})")


def _quoted(text: str, labels: Names) -> str:
    return f'"{labels.new(text)}"'
