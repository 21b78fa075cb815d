"""What the language leaves out, why, and what to write instead.

The front end is an allow-list: anything that no rule of it accepts ends here.
"""

from __future__ import annotations

import ast
from collections.abc import Collection

from .diagnostics import Refused
from .modules import Function, Module

__all__ = ["scan", "unsupported_expression", "unsupported_statement"]

STATEMENTS: dict[type[ast.AST], str] = {
    ast.Try: "MP502", ast.Raise: "MP503", ast.Global: "MP504", ast.Nonlocal: "MP504",
    ast.FunctionDef: "MP505", ast.AsyncFunctionDef: "MP501", ast.AsyncFor: "MP501",
    ast.AsyncWith: "MP501", ast.ClassDef: "MP214", ast.Delete: "MP506", ast.Import: "MP507",
    ast.ImportFrom: "MP507", ast.While: "MP508", ast.For: "MP508", ast.AugAssign: "MP509",
}
DECORATORS = frozenset({"atomic", "event", "interlocked", "rule"})
EXPRESSIONS: dict[type[ast.AST], str] = {
    ast.Lambda: "MP511", ast.Await: "MP501", ast.Yield: "MP512", ast.YieldFrom: "MP512",
    ast.ListComp: "MP513", ast.SetComp: "MP513", ast.DictComp: "MP513", ast.GeneratorExp: "MP514",
    ast.Dict: "MP515", ast.Set: "MP515", ast.JoinedStr: "MP516", ast.NamedExpr: "MP517",
    ast.Starred: "MP606", ast.Slice: "MP518", ast.BinOp: "MP519", ast.UnaryOp: "MP519",
}


def unsupported_statement(
    module: Module, node: ast.stmt, target: ast.expr | None = None
) -> Refused:
    """The diagnostic for a statement the language has not; raise the result."""
    if isinstance(node, ast.Assign) and (len(node.targets) > 1):
        return module.fail("MP533", node.targets[1])
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and target is not None:
        return module.fail("MP534", target)
    if isinstance(node, ast.Expr):
        inner = EXPRESSIONS.get(type(node.value))
        return module.fail(inner, node.value) if inner else module.fail("MP510", node)
    code = STATEMENTS.get(type(node))
    return module.fail(code, node) if code else module.fail(
        "MP500", node, what=ast.unparse(node).split("\n")[0])


def unsupported_expression(module: Module, node: ast.expr) -> Refused:
    """The diagnostic for an expression the language has not; raise the result."""
    if isinstance(node, ast.Constant):
        return module.fail("MP310", node, what=ast.unparse(node))
    code = EXPRESSIONS.get(type(node))
    return module.fail(code, node) if code else module.fail("MP500", node,
                                                            what=ast.unparse(node))


def scan(module: Module, stand_ins: Collection[str] = ()) -> list[Refused]:
    """Every construct of a file that no model may have, whether it is reached or not."""
    found: list[Refused] = []
    for function in ast.walk(module.source.tree):
        if isinstance(function, ast.FunctionDef):
            found += _signature(module, function)
            for statement in function.body:
                _scan(module, statement, found)
    for definition in module.own.values():
        if isinstance(definition, Function) and definition.name not in stand_ins and any(
            isinstance(star.exported(definition.name), Function) for star in module.stars
        ):
            found.append(module.fail("MP115", definition.node, name=definition.name))
    for node in module.source.tree.body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and not method.args.args and not (
                    method.args.posonlyargs or method.decorator_list
                ):
                    found.append(module.fail("MP217", method, name=method.name))
    return found


def _signature(module: Module, function: ast.FunctionDef) -> list[Refused]:
    """Decorators of a function, and what an event may hold."""
    found = []
    for decorator in function.decorator_list:
        name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if name not in DECORATORS:
            found.append(module.fail("MP218", decorator, name=name))
        if name == "event" and any(
            not isinstance(s, ast.Pass)
            and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))
            for s in function.body
        ):
            found.append(module.fail("MP219", function, name=function.name))
    return found


def _scan(module: Module, node: ast.AST, found: list[Refused]) -> None:
    bad = (ast.Try, ast.Raise, ast.Global, ast.Nonlocal, ast.FunctionDef, ast.AsyncFunctionDef,
           ast.AsyncFor, ast.AsyncWith, ast.ClassDef, ast.Delete, ast.Import, ast.ImportFrom)
    if isinstance(node, bad):
        found.append(unsupported_statement(module, node))
        return
    worse = (ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom, ast.ListComp, ast.SetComp,
             ast.DictComp, ast.Dict, ast.Set, ast.JoinedStr, ast.NamedExpr)
    if isinstance(node, worse):
        found.append(unsupported_expression(module, node))
        return
    for child in ast.iter_child_nodes(node):
        _scan(module, child, found)
