"""Files as modules: what a file defines and imports, and how names are found.

Models are read, not imported.  A name is looked up in the file's own definitions, then its named
imports, then its star imports; the vocabulary of ``model.language`` is built in.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .diagnostics import Diagnostic, Refused
from .source import SourceFile, read_source

__all__ = [
    "MODEL", "ClassDefinition", "Constant", "Function", "Imported", "Module", "Modules",
    "Vocabulary",
]

MODEL = Path(__file__).resolve().parents[2] / "model"
"""The room of the environment and the shipped drivers, beside this one on disk and in a wheel."""

LANGUAGE = (MODEL / "language").resolve()

BASES = frozenset({"Activity", "DriverData", "Enum", "IntEnum", "Object", "Plain", "Token"})
VOCABULARY = BASES | frozenset(
    "acquires releases remakes tries Array Count DriverWide Final Queue Range Ref Relaxed Set"
    " ThreadId all any atomic auto bool choose count current driver every event getattr hasattr"
    " implies instances interlocked isinstance len max maybe min optional options range reset rule"
    " super tokens wait_until always eventually int IQ LV RB SC SI D E d".split()
)

_SPOKEN = {
    "For": "a for loop", "While": "a while loop", "If": "an if statement", "With": "a with block",
    "Return": "a return", "Expr": "an expression", "Assign": "an assignment to several names",
    "AugAssign": "an augmented assignment", "AnnAssign": "a declaration without a value",
    "Try": "a try statement", "Raise": "a raise", "Delete": "a del", "Match": "a match statement",
    "Assert": "an assert", "Pass": "a pass",
}


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A word of the language itself."""

    name: str


@dataclass(frozen=True, eq=False)
class Function:
    """A function or method."""

    name: str
    node: ast.FunctionDef
    module: Module = field(repr=False)
    owner: ClassDefinition | None = None

    @cached_property
    def decorators(self) -> frozenset[str]:
        """Names of the decorators, without arguments."""
        names = set()
        for d in self.node.decorator_list:
            target = d.func if isinstance(d, ast.Call) else d
            if isinstance(target, ast.Name):
                names.add(target.id)
        return frozenset(names)

    @property
    def qualified(self) -> str:
        """``Class.method`` or ``function``."""
        return f"{self.owner.name}.{self.name}" if self.owner else self.name


@dataclass(eq=False)
class ClassDefinition:
    """A class statement; its bases are resolved on demand (:mod:`.classes`)."""

    name: str
    node: ast.ClassDef | None
    module: Module | None = field(repr=False)


@dataclass(frozen=True, eq=False)
class Constant:
    """``NAME = expression`` at the top of a file: a constant or a singleton object."""

    name: str
    node: ast.expr
    module: Module = field(repr=False)


@dataclass(frozen=True, eq=False)
class Imported:
    """``from path import name as alias``."""

    module: Module
    name: str
    node: ast.AST


Definition = Vocabulary | Function | ClassDefinition | Constant


@dataclass(eq=False)
class Module:
    """One file."""

    source: SourceFile
    own: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, Imported | Vocabulary] = field(default_factory=dict)
    stars: list[Module] = field(default_factory=list)
    is_package: bool = False

    @cached_property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.source.path)

    def fail(self, code: str, node: ast.AST, **fields: object) -> Refused:
        """The mistake ``code`` at ``node``; raise the result."""
        span = self.source.span(node)
        lines = self.source.lines
        text = lines[span.line - 1] if 0 < span.line <= len(lines) else ""
        return Refused(Diagnostic(code, span, text, fields))

    def exported(self, name: str, seen: frozenset[int] = frozenset()) -> Definition | None:
        """What ``from this import *`` gives for ``name``: own definitions; a package's stars."""
        if name in self.own:
            return self.own[name]
        if self.is_package and id(self) not in seen:
            if name in self.imports:
                return self.find(name)
            for star in self.stars:
                found = star.exported(name, seen | {id(self)})
                if found is not None:
                    return found
        return None

    def find(self, name: str) -> Definition | None:
        """The definition a bare name means in this file, or None."""
        if name in self.own:
            return self.own[name]
        imported = self.imports.get(name)
        if isinstance(imported, Vocabulary):
            return imported
        if imported is not None:
            return imported.module.find(imported.name)
        for star in self.stars:
            found = star.exported(name)
            if found is not None:
                return found
        return Vocabulary(name) if name in VOCABULARY else None

    def names(self) -> set[str]:
        """Every name visible here, for suggestions."""
        known = set(self.own) | set(self.imports) | set(VOCABULARY)
        todo, seen = list(self.stars), set()
        while todo:
            star = todo.pop()
            if id(star) not in seen:
                seen.add(id(star))
                known |= set(star.own)
                if star.is_package:
                    todo += star.stars
        return known


class Modules:
    """All files of a model, each read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Module] = {}
        self._resolved: dict[Path, Path] = {}
        self._targets: dict[tuple[Path, str | None, int], Path | None] = {}
        self.problems: list[Diagnostic] = []

    def __iter__(self) -> Iterator[Module]:
        return iter(self._known.values())

    def load(self, path: Path) -> Module:
        """The module of a file and, through its imports, of what it needs."""
        given = path
        if given not in self._resolved:
            self._resolved[given] = given.resolve()
        path = self._resolved[given]
        if path not in self._known:
            module = Module(read_source(path), is_package=path.name == "__init__.py")
            self._known[path] = module
            for node in module.source.tree.body:
                try:
                    self._statement(module, node)
                except Refused as refused:
                    self.problems.append(refused.diagnostic)
        return self._known[path]

    def _statement(self, module: Module, node: ast.stmt) -> None:
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                if isinstance(node, ast.Expr):
                    return
            case ast.ImportFrom():
                self._import(module, node)
            case ast.Import():
                raise module.fail("MP110", node, name=node.names[0].name)
            case ast.ClassDef():
                self._define(module, node.name, ClassDefinition(node.name, node, module), node)
            case ast.FunctionDef():
                self._define(module, node.name, Function(node.name, node, module), node)
            case ast.AsyncFunctionDef():
                raise module.fail("MP501", node)
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                return
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._define(module, name, Constant(name, value, module), node)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self._define(module, name, Constant(name, value, module), node)
            case _:
                what = _SPOKEN.get(type(node).__name__, type(node).__name__)
                raise module.fail("MP111", node, what=what)

    def _define(self, module: Module, name: str, what: Definition, node: ast.AST) -> None:
        if name in module.own:
            raise module.fail("MP112", node, name=name)
        module.own[name] = what

    def _import(self, module: Module, node: ast.ImportFrom) -> None:
        if node.module == "__future__" and not node.level:
            return
        key = (module.path.parent, node.module, node.level)
        if key not in self._targets:
            self._targets[key] = self._target(module, node)
        target = self._targets[key]
        if target is None:
            for alias in node.names:
                if alias.name != "*":
                    module.imports[alias.asname or alias.name] = Vocabulary(alias.name)
            return
        loaded = self.load(target)
        for alias in node.names:
            if alias.name == "*":
                module.stars.append(loaded)
                continue
            sub = target.parent / f"{alias.name}.py" if loaded.is_package else None
            if loaded.find(alias.name) is None:
                if sub is not None and sub.exists():
                    raise module.fail("MP114", node, name=alias.name)
                raise module.fail("MP113", node, name=alias.name, file=target.name)
            module.imports[alias.asname or alias.name] = Imported(loaded, alias.name, node)

    def _target(self, module: Module, node: ast.ImportFrom) -> Path | None:
        """The file an import means; None for the language itself."""
        parts = (node.module or "").split(".") if node.module else []
        if node.level:
            start = module.path.parent
            for _ in range(node.level - 1):
                start = start.parent
        elif parts[:2] == ["miniport", "model"]:
            start, parts = MODEL, parts[2:]
        elif len(parts) == 1 and (module.path.parent / f"{parts[0]}.py").exists():
            start = module.path.parent
        else:
            raise module.fail("MP110", node, name=node.module)
        where = start.joinpath(*parts)
        if LANGUAGE in (where.resolve(), where.parent.resolve()):
            return None
        for candidate in (where / "__init__.py", where.with_suffix(".py")):
            if candidate.exists():
                return candidate
        raise module.fail("MP110", node, name="." * node.level + (node.module or ""))
