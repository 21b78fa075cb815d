"""Classes of a model: base chain, fields, constants, sub-objects, methods, enum members."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from .modules import BASES, ClassDefinition, Function, Module, Vocabulary

__all__ = ["Class", "Classes", "FieldDefinition"]


@dataclass(frozen=True)
class FieldDefinition:
    """``name: annotation = value`` in a class body."""

    name: str
    annotation: ast.expr
    value: ast.expr | None
    node: ast.AnnAssign
    module: Module = field(repr=False)


@dataclass(eq=False)
class Class:
    """A resolved class; dictionaries include what is inherited, in order of declaration.

    ``token``: it extends ``Token`` beside its base (``class Block(SharedMemory, Token)``).
    """

    name: str
    module: Module | None
    node: ast.ClassDef | None
    base: Class | None
    root: str
    token: bool = False
    fields: dict[str, FieldDefinition] = field(default_factory=dict)
    finals: dict[str, tuple[ast.expr | None, Module]] = field(default_factory=dict)
    assigned: dict[str, tuple[ast.expr, Module]] = field(default_factory=dict)
    methods: dict[str, Function] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return id(self)

    def extends(self, name: str) -> bool:
        """Whether the class or one of its bases has this name."""
        at: Class | None = self
        while at is not None:
            if at.name == name or (at.token and name == "Token"):
                return True
            at = at.base
        return False

    def subclass_of(self, other: Class) -> bool:
        """Whether ``other`` is this class or one of its bases."""
        at: Class | None = self
        while at is not None:
            if at is other or (at.token and other.module is None and other.name == "Token"):
                return True
            at = at.base
        return False


class Classes:
    """Resolves class statements, each once."""

    def __init__(self) -> None:
        self._known: dict[int, Class] = {}
        self._open: list[int] = []
        self.builtin = {name: self._builtin(name) for name in sorted(BASES)}
        for name, base in (("Plain", "Object"), ("DriverData", "Plain"), ("Token", "Object"),
                           ("Activity", "Object"), ("IntEnum", "Enum")):
            self.builtin[name].base = self.builtin[base]

    @staticmethod
    def _builtin(name: str) -> Class:
        return Class(name, None, None, None, "Enum" if name in ("Enum", "IntEnum") else "Object")

    def resolve(self, definition: ClassDefinition | Vocabulary) -> Class:
        """The class a definition means; raises Refused."""
        if isinstance(definition, Vocabulary):
            return self.builtin[definition.name]
        if id(definition) not in self._known:
            module, node = definition.module, definition.node
            assert module is not None and node is not None
            if id(definition) in self._open:
                raise module.fail("MP205", node, name=node.name)
            self._open.append(id(definition))
            try:
                self._known[id(definition)] = self._build(module, node)
            finally:
                self._open.pop()
        return self._known[id(definition)]

    def _build(self, module: Module, node: ast.ClassDef) -> Class:
        base = self._base(module, node)
        made = Class(node.name, module, node, base, base.root, len(node.bases) == 2)
        if base.root == "Enum":
            self._enum(module, node, made)
            return made
        made.fields.update(base.fields)
        made.finals.update(base.finals)
        made.assigned.update(base.assigned)
        made.methods.update(base.methods)
        seen: set[str] = set()
        for statement in node.body:
            self._member(module, made, statement, seen)
        return made

    def _base(self, module: Module, node: ast.ClassDef) -> Class:
        if node.keywords or node.decorator_list:
            raise module.fail("MP202", (node.keywords or node.decorator_list)[0])
        if not node.bases:
            raise module.fail("MP201", node, name=node.name)
        for further in node.bases[1:]:
            if len(node.bases) > 2 or not self._is_token(module, further):
                raise module.fail("MP203", further, name=node.name)
        expression = node.bases[0]
        found = module.find(expression.id) if isinstance(expression, ast.Name) else None
        if isinstance(found, ClassDefinition) or (
            isinstance(found, Vocabulary) and found.name in BASES
        ):
            return self.resolve(found)
        raise module.fail("MP204", expression, name=ast.unparse(expression))

    @staticmethod
    def _is_token(module: Module, node: ast.expr) -> bool:
        found = module.find(node.id) if isinstance(node, ast.Name) else None
        return isinstance(found, Vocabulary) and found.name == "Token"

    def _enum(self, module: Module, node: ast.ClassDef, made: Class) -> None:
        for statement in node.body:
            match statement:
                case ast.Expr(value=ast.Constant(value=str())):
                    pass
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(
                        func=ast.Name(id="auto"), args=[], keywords=[])):
                    if name in made.members:
                        raise module.fail("MP211", statement, name=name, owner=node.name)
                    made.members[name] = len(made.members)
                case _:
                    raise module.fail("MP212", statement, name=node.name)
        if not made.members:
            raise module.fail("MP213", node, name=node.name)

    def _member(
        self, module: Module, made: Class, statement: ast.stmt, seen: set[str]
    ) -> None:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                return
            case ast.FunctionDef(name=name):
                made.methods[name] = Function(
                    name, statement, module,
                    ClassDefinition(made.name, made.node, module),
                )
            case ast.AsyncFunctionDef():
                raise module.fail("MP501", statement)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
                made.assigned.pop(name, None)
                if isinstance(annotation, ast.Name) and annotation.id == "Final":
                    made.finals[name] = (value, module)
                else:
                    made.fields[name] = FieldDefinition(
                        name, annotation, value, statement, module
                    )
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if name in made.finals:
                    made.finals[name] = (value, module)
                else:
                    made.assigned[name] = (value, module)
            case ast.ClassDef():
                raise module.fail("MP214", statement, name=statement.name)
            case _:
                raise module.fail("MP215", statement, name=made.name)
        if name in seen:
            raise module.fail("MP216", statement, name=name, owner=made.name)
        seen.add(name)
