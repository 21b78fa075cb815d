"""Declarations and expressions of Promela.

Its expressions are those of C: truth is "not zero", ``&&`` and ``||`` stop early and give 0 or 1,
``(c -> a : b)`` evaluates one branch.  So numbers and truth need no distinction here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import CheckerBug
from ..ir.program import Const, Element, Expr, Op, Read, Variable
from .names import Names, comment
from .places import Array, Places

__all__ = ["RESERVED", "Declared", "render"]

# Keywords of Promela and of C, and what SPIN's generated C defines for itself.
RESERVED = frozenset("""
    active assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan check broken
    d_step do else empty enabled end eval false fi for full get_priority goto hidden if in init
    inline int len ltl mtype nempty never nfull notrace np_ od of pc_value pid printf printm
    priority proctype provided return run select set_priority short show skip timeout trace true
    typedef unless unsigned xr xs always eventually until weakuntil release implies equivalent
    auto case char const continue default double enum extern float long register signed sizeof
    static struct switch union void volatile while inline restrict
    now trpt State this uchar ulong ushort uint vsize hmax main main_exit
""".split())

_STRENGTH = {"if": 9, "or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, "+": 5, "-": 5,
             "*": 6, "not": 8}
_SIGN = {"and": "&&", "or": "||"}
_TRUTHS = {"False": "false", "True": "true"}
_TYPES = (("bit", 0, 1, 1), ("byte", 0, 255, 1), ("short", -32_768, 32_767, 2))


class Declared:
    """What the variables of a Program are called; ``vector`` is how many bytes they may take."""

    def __init__(self, places: Places, names: Names) -> None:
        self.places = places
        self.vector = 0
        self._names: dict[int, str] = {}
        self._constants: dict[tuple[str, int], str] = {}
        self._new = names
        for first, cell in places.cells():
            variable = places.program.variables[first]
            if isinstance(cell, Array):
                self._names[first] = names.new(variable.name.removesuffix("[0]"))
            elif first not in places.counters or first in places.read:
                self._names[first] = names.new(variable.name)

    def constants(self) -> Iterator[str]:
        """Definitions of the values that have names, as far as they were rendered."""
        if self._constants:
            yield "/* Values by their names. */"
        for (_, value), name in sorted(self._constants.items(), key=lambda c: (c[0][1], c[1])):
            yield f"#define {name} {_number(value)}"

    def variables(self) -> Iterator[str]:
        """The declarations."""
        for first, cell in self.places.cells():
            if first not in self._names:
                continue
            name = self._names[first]
            if isinstance(cell, Array):
                elements = self.places.program.variables[first : first + cell.size]
                yield f"{self._type(*elements)} {name}[{cell.size}] = {_initials(elements)};"
            else:
                initial = self.constant(int(cell.initial), cell)
                yield f"{self._type(cell)} {name} = {initial};{_remark(cell)}"

    def place(self, variable: int) -> str:
        """Variable ``variable``."""
        array = self.places.array_of.get(variable)
        if array is None:
            return self._names[variable]
        return f"{self._names[array.base]}[{variable - array.base}]"

    def element(self, base: int, index: str) -> str:
        """The variable ``base + index``; it is an element of an array."""
        array = self.places.array_of[base]
        shift = f" + {base - array.base}" if base > array.base else ""
        return f"{self._names[array.base]}[{index}{shift}]"

    def value(self, expr: Expr, variable: Variable) -> str:
        """A value that is assigned to ``variable``."""
        return _render(expr, self, -1, variable)

    def constant(self, value: int, variable: Variable | None) -> str:
        """A number where one of ``variable`` is meant: by its name if it has one."""
        if variable is None or not 0 <= value - variable.low < len(variable.labels):
            return _number(int(value))
        label = variable.labels[value - variable.low]
        if label in _TRUTHS and (value, label) in ((0, "False"), (1, "True")):
            return _TRUTHS[label]
        if label.lstrip("-").isdigit():
            return _number(value)
        if (label, value) not in self._constants:
            self._constants[label, value] = self._new.new(label)
        return self._constants[label, value]

    def _type(self, *variables: Variable) -> str:
        low = min(v.low for v in variables)
        high = max(v.high for v in variables)
        if all(v.labels == ("False", "True") for v in variables) and len(variables) == 1:
            self.vector += 1
            return "bool"
        for name, least, most, size in _TYPES:
            if least <= low and high <= most:
                self.vector += size * len(variables)
                return name
        self.vector += 4 * len(variables)
        return "int"


def render(expr: Expr, declared: Declared, outer: int = -1) -> str:
    """The text of ``expr``, in parentheses if it binds no more strongly than ``outer``."""
    return _render(expr, declared, outer, None)


def _render(expr: Expr, declared: Declared, outer: int, meant: Variable | None) -> str:
    """``meant``: the variable whose values the value is compared with or becomes one of."""
    match expr:
        case Const(value):
            return declared.constant(value, meant)
        case Read(variable):
            return declared.place(variable)
        case Element(base, _, index):
            return declared.element(base, _render(index, declared, -1, None))
        case Op("if", (condition, then, otherwise)):
            shown = _render(condition, declared, 0, None)
            branches = (_render(e, declared, 0, meant) for e in (then, otherwise))
            return f"({shown} -> {' : '.join(branches)})"
        case Op("not", (operand,)):
            shown = _render(operand, declared, _STRENGTH["not"], None)
            return f"!({shown})" if shown.startswith("!") else f"!{shown}"  # "!!" is for channels
        case Op("and" | "or" as name, operands) if len(operands) < 2:
            if not operands:
                return "true" if name == "and" else "false"
            return _render(Op("!=", (operands[0], Const(0))), declared, outer, None)
        case Op(name, operands) if name in _STRENGTH:
            strength = _STRENGTH[name]
            labels = _compared(operands, declared) if strength == 4 else None
            parts = [_render(operands[0], declared, strength - (name in "+*"), labels)]
            parts += [_render(o, declared, strength, labels) for o in operands[1:]]
            text = f" {_SIGN.get(name, name)} ".join(parts)
            return f"({text})" if strength <= outer else text
    raise CheckerBug(f"not an expression: {expr!r}")


def _compared(operands: tuple[Expr, ...], declared: Declared) -> Variable | None:
    """The variable whose values are compared, if one of the operands is a variable."""
    for operand in operands:
        if isinstance(operand, Read):
            return declared.places.program.variables[operand.variable]
    return None


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


def _initials(elements: tuple[Variable, ...]) -> str:
    values = [_number(int(v.initial)) for v in elements]
    return values[0] if len(set(values)) == 1 else f"{{{', '.join(values)}}}"


def _remark(variable: Variable) -> str:
    names = ", ".join(variable.labels[:8]) + (", ..." if len(variable.labels) > 8 else "")
    if variable.labels == ("False", "True"):
        return ""
    shown = f"{variable.low} .. {variable.high}" + (f": {names}" if names else "")
    return f" /* {comment(shown)} */"
