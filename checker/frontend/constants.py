"""Constant expressions: what is known before the model runs."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..ir.program import Const
from .classes import Class
from .modules import BASES, ClassDefinition, Constant, Function, Module, Vocabulary
from .types import BOOL, Scalar, same_kind
from .values import NOTHING, Number, Text, Tuple, Value, boolean, number

if TYPE_CHECKING:
    from .world import World

__all__ = ["Constants", "close_names"]


def close_names(name: str, known: Iterable[str]) -> str:
    """``; did you mean X?`` or nothing."""
    near = difflib.get_close_matches(name, list(known), 1, 0.7)
    return f"; did you mean {near[0]}?" if near else ""


class Constants:
    """Evaluates constant expressions of a model's files."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: list[int] = []

    def called_class(self, call: ast.Call, module: Module) -> Class | None:
        """The class a call makes an object of, or None."""
        if not isinstance(call.func, ast.Name):
            return None
        found = module.find(call.func.id)
        if isinstance(found, ClassDefinition) or (
            isinstance(found, Vocabulary) and found.name in BASES
        ):
            resolved = self._world.classes.resolve(found)
            if resolved.root != "Enum":
                return resolved
        if found is None:
            raise module.fail("MP401", call.func, name=call.func.id,
                              near=close_names(call.func.id, module.names()))
        return None

    def evaluate(self, node: ast.expr, module: Module) -> Value:
        """The value of a constant expression; raises Refused."""
        match node:
            case ast.Constant(value=bool() as value):
                return boolean(value)
            case ast.Constant(value=int() as value):
                return number(value)
            case ast.Constant(value=None):
                return NOTHING
            case ast.Constant(value=str() as value):
                return Text(value)
            case ast.Tuple(elts=items) | ast.List(elts=items):
                return Tuple(tuple(self.evaluate(item, module) for item in items))
            case ast.Name(id=name):
                return self._name(node, name, module)
            case ast.Attribute(value=ast.Name() as owner, attr=attribute):
                found = self._name(owner, owner.id, module)
                if isinstance(found, Class) and found.root == "Enum":
                    return self.member(found, attribute, node, module)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                value = self._integer(operand, module)
                return number(-value)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() as op, right=right):
                a, b = self._integer(left, module), self._integer(right, module)
                match op:
                    case ast.Add():
                        return number(a + b)
                    case ast.Sub():
                        return number(a - b)
                return number(a * b)
        raise module.fail("MP241", node, what=ast.unparse(node))

    def _integer(self, node: ast.expr, module: Module) -> int:
        value = self.evaluate(node, module)
        if isinstance(value, Number) and value.type.kind == "int" and isinstance(
            value.expr, Const
        ):
            return value.expr.value
        raise module.fail("MP241", node, what=ast.unparse(node))

    def member(self, enum: Class, name: str, node: ast.expr, module: Module) -> Number:
        """A member of an enumeration."""
        if name not in enum.members:
            raise module.fail("MP403", node, name=name, owner=enum.name,
                              near=close_names(name, enum.members))
        return Number(Const(enum.members[name]), Scalar("enum", 0, len(enum.members) - 1, enum))

    def _name(self, node: ast.expr, name: str, module: Module) -> Value:
        found = module.find(name)
        if found is None:
            raise module.fail("MP401", node, name=name, near=close_names(name, module.names()))
        if isinstance(found, ClassDefinition):
            return self._world.classes.resolve(found)
        if isinstance(found, Function):
            return found
        if isinstance(found, Constant):
            return self.constant(found)
        raise module.fail("MP241", node, what=name)

    def constant(self, definition: Constant) -> Value:
        """The value of ``NAME = expression``."""
        singleton = self._world.singleton(definition)
        if singleton is not None:
            return singleton
        if id(definition) in self._open:
            raise definition.module.fail("MP242", definition.node, name=definition.name)
        self._open.append(id(definition))
        try:
            return self.evaluate(definition.node, definition.module)
        finally:
            self._open.pop()

    def convert(self, value: Number, wanted: Scalar, node: ast.expr, module: Module) -> int:
        """A constant checked against a type; the number to store."""
        assert isinstance(value.expr, Const)
        if (value.type.kind != "bool" and wanted == BOOL) or not same_kind(value.type, wanted):
            raise module.fail("MP301", node, found=value.type.describe(),
                              wanted=wanted.describe())
        if not wanted.low <= value.expr.value <= wanted.high:
            raise module.fail("MP302", node, value=value.expr.value, wanted=wanted.describe())
        return value.expr.value
