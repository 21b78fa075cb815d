"""Annotations as types: ``bool``, ``Range[0, 3]``, ``Queue[NET_BUFFER_LIST]``, ..."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..ir.program import Const
from .classes import Class
from .constants import close_names
from .modules import ClassDefinition, Module, Vocabulary
from .types import BOOL, COUNT, THREAD, Aggregate, Scalar, Type, integer
from .values import Number

if TYPE_CHECKING:
    from .world import World

__all__ = ["Annotations", "driver_wide"]

WIDEST = 65536


def driver_wide(node: ast.expr) -> bool:
    """Whether a field with this annotation is one for all adapters of the driver."""
    match node:
        case ast.Subscript(value=ast.Name(id="DriverWide")):
            return True
        case ast.Subscript(value=ast.Name(id="Relaxed"), slice=inner):
            return driver_wide(inner)
    return False


class Annotations:
    """Resolves annotations of a model's files."""

    def __init__(self, world: World) -> None:
        self._world = world

    def resolve(self, node: ast.expr, module: Module) -> tuple[Type, bool]:
        """The type, and whether it is Relaxed."""
        match node:
            case ast.Subscript(value=ast.Name(id="Relaxed"), slice=inner):
                return self.resolve(inner, module)[0], True
            case ast.Subscript(value=ast.Name(id="DriverWide"), slice=inner):
                return self.resolve(inner, module)
            case ast.Subscript(value=ast.Name(id="Range"), slice=inner):
                return self._range(node, inner, module), False
            case ast.Subscript(value=ast.Name(id="Queue"), slice=inner):
                return self._queue(inner, module), False
            case ast.Subscript(value=ast.Name(id="Set"), slice=inner):
                element = self.scalar(inner, module)
                size = self._members(element, inner, module)
                return Aggregate("set", BOOL, size, element), False
            case ast.Subscript(value=ast.Name(id="Array"), slice=ast.Tuple(elts=[kind, index])):
                return self._array(kind, index, module), False
        return self.scalar(node, module), False

    def scalar(self, node: ast.expr, module: Module) -> Scalar:
        """The scalar type an annotation means; raises Refused."""
        match node:
            case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
                found = self.scalar(left, module)
                if found.kind not in ("token", "thread"):
                    raise module.fail("MP314", node, type=found.describe())
                return found
            case ast.Name(id="bool"):
                return BOOL
            case ast.Name(id="Count"):
                return COUNT
            case ast.Name(id="ThreadId"):
                return THREAD
            case ast.Name(id="int"):
                raise module.fail("MP311", node)
            case ast.Name(
                id="float" | "str" | "list" | "dict" | "set" | "tuple" | "object" as name
            ):
                raise module.fail("MP312", node, name=name)
            case ast.Name(id=name):
                definition = module.find(name)
                if isinstance(definition, ClassDefinition):
                    named = self._world.classes.resolve(definition)
                    kind = self.of_class(named)
                    if kind is not None:
                        return kind
                    raise module.fail("MP313", node, name=name)
                if definition is None:
                    raise module.fail("MP401", node, name=name,
                                      near=close_names(name, module.names()))
                if isinstance(definition, Vocabulary):
                    raise module.fail("MP315", node, name=name)
            case ast.Subscript(value=ast.Name(id="Range"), slice=inner):
                return self._range(node, inner, module)
        raise module.fail("MP316", node, what=ast.unparse(node))

    def of_class(self, found: Class) -> Scalar | None:
        """The scalar type of an enumeration or token class; None for others."""
        if found.root == "Enum":
            return Scalar("enum", 0, len(found.members) - 1, found)
        if found.extends("Token"):
            return Scalar("token", 0, self._world.token_total(found), found)
        return None

    def _range(self, node: ast.expr, inner: ast.expr, module: Module) -> Scalar:
        if not isinstance(inner, ast.Tuple) or len(inner.elts) != 2:
            raise module.fail("MP317", node)
        low, high = (self._constant(part, module) for part in inner.elts)
        if low > high:
            raise module.fail("MP318", node, low=low, high=high)
        if high - low >= WIDEST:
            raise module.fail("MP319", node, limit=WIDEST)
        return integer(low, high)

    def _constant(self, node: ast.expr, module: Module) -> int:
        value = self._world.constants.evaluate(node, module)
        if isinstance(value, Number) and value.type.kind == "int" and isinstance(
            value.expr, Const
        ):
            return value.expr.value
        raise module.fail("MP241", node, what=ast.unparse(node))

    def _members(self, element: Scalar, node: ast.expr, module: Module) -> int:
        if element.kind == "token":
            return element.high
        if element.kind == "enum":
            return element.high + 1
        raise module.fail("MP320", node, type=element.describe())

    def _queue(self, inner: ast.expr, module: Module) -> Aggregate:
        match inner:
            case ast.Tuple(elts=[kind, size]):
                element = self.scalar(kind, module)
                limit = self._constant(size, module)
                if self._crowd(element):
                    return Aggregate("bag", BOOL, element.high, element, limit)
                return Aggregate("queue", element, limit)
        element = self.scalar(inner, module)
        if element.kind != "token":
            raise module.fail("MP321", inner, type=element.describe())
        if self._crowd(element):
            return Aggregate("bag", BOOL, element.high, element)
        return Aggregate("queue", element, element.high)

    def _crowd(self, element: Scalar) -> bool:
        """Whether there may be any number of these tokens."""
        definition = element.definition
        return element.kind == "token" and definition is not None and (
            definition.name in self._world.crowds
        )

    def _array(self, kind: ast.expr, index: ast.expr, module: Module) -> Aggregate:
        element = self.scalar(kind, module)
        if isinstance(index, ast.Name):
            definition = module.find(index.id)
            if isinstance(definition, ClassDefinition):
                by = self.of_class(self._world.classes.resolve(definition))
                if by is not None:
                    return Aggregate("array", element, self._members(by, index, module), by)
        return Aggregate("array", element, self._constant(index, module))
