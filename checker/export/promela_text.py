"""Declarations and expressions of Promela.

Its expressions are those of C: truth is "not zero", ``&&`` and ``||`` stop early and give 0 or 1,
``(c -> a : b)`` evaluates one branch.  So numbers and truth need no distinction here.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import CheckerBug
from ..ir.program import Const, Element, Expr, Op, Read, Variable
from .names import Names, Values, comment
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
_TYPES = (("bit", 0, 1, 1), ("byte", 0, 255, 1), ("short", -32_768, 32_767, 2))


class Declared:
    """What the variables of a Program are called; ``vector`` is how many bytes they may take."""

    def __init__(self, places: Places, names: Names) -> None:
        self.places = places
        self.vector = 0
        self._names: dict[int, str] = {}
        self._values = Values(names)
        self._shifts = dict(self._shifted())
        for first, cell in places.cells():
            variable = places.program.variables[first]
            if isinstance(cell, Array):
                self._names[first] = names.new(variable.name.removesuffix("[0]"))
            elif first not in places.counters or first in places.read:
                self._names[first] = names.new(variable.name)

    def constants(self) -> Iterator[str]:
        """Definitions of the values that have names, as far as they were rendered."""
        used = self._values.used()
        if used:
            yield "/* Values by their names. */"
        for name, value in used:
            yield f"#define {name} {_number(value)}"

    def variables(self) -> Iterator[str]:
        """The declarations."""
        for first, cell in self.places.cells():
            if first not in self._names:
                continue
            name = self._names[first]
            if isinstance(cell, Array):
                elements = self.places.program.variables[first : first + cell.size]
                shift = self._shifts.get(first, 0)
                remark = f" /* each stands for itself - {shift} */" if shift else ""
                kind, initials = self._type(*elements, shift=shift), _initials(elements, shift)
                yield f"{kind} {name}[{cell.size}] = {initials};{remark}"
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

    def read(self, variable: int, place: str) -> str:
        """The value in ``place``, which is variable ``variable`` or an element of its array."""
        shift = self._shift(variable)
        return f"({place} - {shift})" if shift else place

    def value(self, expr: Expr, variable: int) -> str:
        """What to assign so that variable ``variable`` has the value of ``expr``."""
        text = _render(expr, self, -1, self.places.program.variables[variable])
        shift = self._shift(variable)
        return f"({text}) + {shift}" if shift else text

    def _shift(self, variable: int) -> int:
        array = self.places.array_of.get(variable)
        return self._shifts.get(array.base, 0) if array else 0

    def _shifted(self) -> Iterator[tuple[int, int]]:
        """Arrays whose list of initial values has negative ones: SPIN has no word for them."""
        for first, cell in self.places.cells():
            if isinstance(cell, Array):
                elements = self.places.program.variables[first : first + cell.size]
                initials = {v.initial for v in elements}
                if len(initials) > 1 and min(initials) < 0:
                    yield first, -min(v.low for v in elements)

    def constant(self, value: int, variable: Variable | None) -> str:
        """A number where one of ``variable`` is meant: by its name if it has one."""
        if variable is not None and _is_truth(variable) and value in (0, 1):
            return ("false", "true")[value]
        return self._values.name(value, variable) or _number(value)

    def _type(self, *variables: Variable, shift: int = 0) -> str:
        low = min(v.low for v in variables) + shift
        high = max(v.high for v in variables) + shift
        if len(variables) == 1 and _is_truth(variables[0]):
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
            return declared.read(variable, declared.place(variable))
        case Element(base, _, index):
            place = declared.element(base, _render(index, declared, -1, None))
            return declared.read(base, place)
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


def _is_truth(variable: Variable) -> bool:
    return (variable.low, variable.high, variable.labels) == (0, 1, ("False", "True"))


def _number(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


def _initials(elements: tuple[Variable, ...], shift: int) -> str:
    values = [_number(int(v.initial) + shift) for v in elements]
    return values[0] if len(set(values)) == 1 else f"{{{', '.join(values)}}}"


def _remark(variable: Variable) -> str:
    names = ", ".join(variable.labels[:8]) + (", ..." if len(variable.labels) > 8 else "")
    if _is_truth(variable):
        return ""
    shown = f"{variable.low} .. {variable.high}" + (f": {names}" if names else "")
    return f" /* {comment(shown)} */"
