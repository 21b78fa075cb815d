"""Calls: arguments bound, bodies inlined into the activity that calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..ir.program import Read
from ..walk import reads_of
from .classes import Class
from .constants import close_names
from .crowds import OneByOne
from .diagnostics import Refused, arguments
from .frame import Frame, Reference
from .graph import Note, Role
from .modules import ClassDefinition, Function, Vocabulary
from .pure import NotPure, looks_pure
from .types import COUNT, Aggregate
from .values import (
    Collection,
    ContainerMethod,
    Instance,
    Method,
    Number,
    Place,
    Super,
    Text,
    Tuple,
    Value,
)

if TYPE_CHECKING:
    from .lowering import Lowering

__all__ = ["Calls"]

NO_VALUE = Tuple(())

_ROLES = {"acquires": "acquire", "releases": "release", "remakes": "remake"}
_LOCKING = frozenset({*_ROLES, "tries"})


class Calls:
    """Lowering of calls (a part of :class:`.lowering.Lowering`)."""

    noted: Note | None

    def call(self: Lowering, node: ast.Call, statement: bool = False) -> Value:
        """The value of a call; in a statement it need not have one."""
        match node.func:
            case ast.Name(id="super"):
                frame = self.frame
                if frame.definition is None or frame.receiver is None or node.args:
                    raise self.fail("MP421", node)
                return Super(frame.definition, frame.receiver)
            case ast.Name(id=name):
                found = self.frame.module.find(name)
                if name not in self.frame.locals and isinstance(found, Vocabulary) and (
                    found.name not in self.world.classes.builtin
                ):
                    return self.word(node, found.name, statement)
        target = self.expression(node.func)
        match target:
            case Method(function=ContainerMethod() as name, receiver=Collection() as owner):
                result = self.container_call(node, owner, name)
            case Method(function=Function() as function, receiver=receiver):
                result = self.invoke(function, receiver, node)
            case Function():
                result = self.invoke(target, None, node)
            case Class():
                raise self.fail("MP422", node, name=target.name)
            case _:
                raise self.fail("MP423", node.func, what=ast.unparse(node.func))
        if result is NO_VALUE and not statement:
            match target:
                case Method(function=Function() as called) if self._handler(called):
                    raise called.module.fail("MP808", called.node, name=called.qualified)
            raise self.fail("MP602", node, name=ast.unparse(node.func))
        return result

    def _handler(self: Lowering, function: Function) -> bool:
        """Whether the environment calls the driver's function here."""
        return id(function.module) in self.driver_modules and not self.frame.driver_code

    def method(
        self: Lowering, receiver: Value, name: str, node: ast.expr, code: str
    ) -> Value:
        """Call a method without arguments that the language needs (``__enter__``)."""
        if not isinstance(receiver, Instance) or name not in receiver.definition.methods:
            raise self.fail(code, node, what=ast.unparse(node))
        call = ast.copy_location(ast.Call(node, [], []), node)
        return self.invoke(receiver.definition.methods[name], receiver, call)

    def invoke(
        self: Lowering, function: Function, receiver: Value | None, node: ast.Call
    ) -> Value:
        """Inline a function or method."""
        function = self.replaced.get(f"{function.module.path.stem}:{function.qualified}", function)
        for open_frame in self.frames:
            if open_frame.function.node is function.node:
                chain = " -> ".join(f.function.qualified for f in self.frames[1:])
                raise self.fail("MP603", node, name=function.qualified,
                                chain=f"{chain} -> {function.qualified}")
        arguments = self._arguments(function, receiver, node)
        decorators = function.decorators
        if "event" in decorators:
            self.observe(function, arguments, node)
            return NO_VALUE
        frame = self._frame(function, receiver)
        frame.call = node
        atomic = bool(decorators & {"atomic", "interlocked"})
        self._note(function, receiver, frame, atomic)
        if (self.pure or atomic or self.atomic or not frame.driver_code) and looks_pure(function):
            saved = list(self.graph.open)
            try:
                return self.pure_call(frame, arguments)
            except NotPure as reason:
                if self.pure:
                    raise
                del reason
                self.graph.open = saved
        elif self.pure:
            raise NotPure(self.fail("MP611", node, name=function.name))
        outer = self.graph.role
        self.graph.role = self._role(decorators, arguments) or outer
        try:
            return self._inline(frame, arguments, node, atomic)
        finally:
            self.graph.role = outer

    def _role(
        self: Lowering, decorators: frozenset[str], arguments: dict[str, Value | Reference]
    ) -> Role | None:
        """What the function does to the lock that is its first argument, if it says so."""
        lock = next(iter(arguments.values()), None)
        if not isinstance(lock, Instance) or not decorators & _LOCKING:
            return None
        number = self.world.objects.index(lock)
        if "tries" in decorators:
            self.world.tried.add(number)
            return None
        self.world.locks[number] = min(base for base, _ in lock.fields.values())
        return Role(next(k for w, k in _ROLES.items() if w in decorators), number)

    def _frame(self: Lowering, function: Function, receiver: Value | None) -> Frame:
        definition = None
        if function.owner is not None and function.owner.node is not None:
            definition = self.world.classes.resolve(self._definition(function))
        frame = Frame(
            function, function.module, receiver, definition,
            plain="interlocked" not in function.decorators and (
                not self.frames or self.frame.plain),
            driver_code=id(function.module) in self.driver_modules and (
                function not in self.replaced.values()),
        )
        return frame

    @staticmethod
    def _definition(function: Function) -> ClassDefinition:
        assert function.owner is not None
        found = function.module.own.get(function.owner.name)
        return found if isinstance(found, ClassDefinition) else function.owner

    def _note(
        self: Lowering, function: Function, receiver: Value | None, frame: Frame, atomic: bool
    ) -> None:
        if not self.frames or self.pure:
            return
        if frame.driver_code and not self.frame.driver_code and receiver is self.world.driver:
            self.emit(Note(f"NDIS -> driver: {function.name}"))
        elif self.frame.driver_code and not frame.driver_code and function.name[:1].isupper():
            note = Note(f"driver -> NDIS: {function.name}")
            if atomic or self.atomic:
                self.emit(note)
            else:
                self.noted = note          # of the first step of the function

    def _inline(
        self: Lowering, frame: Frame, arguments: dict[str, Value | Reference],
        node: ast.Call, atomic: bool,
    ) -> Value:
        self.frames.append(frame)
        self.atomic += atomic
        before = len(self.problems)
        try:
            for name, value in arguments.items():
                self._bind(name, value, node)
            self.block(frame.function.node.body)
            falls_off = self.graph.reachable
            self.graph.open += frame.returns
        finally:
            self.frames.pop()
            self.atomic -= atomic
        if len(self.problems) > before and frame.return_count() and (
            falls_off or frame.result is None
        ):
            raise Refused(self.problems[before])     # a consequence: said once
        if frame.result is None:
            return NO_VALUE
        if falls_off and frame.return_count():
            raise frame.module.fail("MP604", frame.function.node, name=frame.function.qualified)
        if not atomic and self.atomic == 0 and not self.pure:
            self.mark(node, f"{frame.function.name} returns")
        return frame.result

    def _bind(self: Lowering, name: str, value: Value | Reference, node: ast.AST) -> None:
        frame = self.frame
        if isinstance(value, Number):
            assigned = frame.assignments(name)
            owned = all(self.world.slots[v].owner >= 0 for v in reads_of(value.expr))
            if assigned and self.sort_of(value) is not None:
                raise OneByOne(self._where(node), value.type.describe())
            if assigned or not owned:
                kind = value.type
                if assigned and kind.kind == "int":
                    kind = COUNT
                place = Place(self.local(name, kind), kind)
                self.assign(place, value.expr, node)
                value = Number(Read(place.base), kind)
        elif isinstance(value, Collection) and self._annotated(name, Aggregate) is not None:
            copy = Collection(self.local(name, value.type), value.type)
            self.copy_collection(copy, value, node)
            value = copy
        frame.locals[name] = value

    def _annotated(self: Lowering, name: str, _kind: type) -> ast.expr | None:
        for argument in self.frame.function.node.args.args:
            if argument.arg == name:
                return argument.annotation
        return None

    def _arguments(
        self: Lowering, function: Function, receiver: Value | None, node: ast.Call
    ) -> dict[str, Value | Reference]:
        """Parameter name to value, with defaults; raises Refused when they do not fit."""
        spec = function.node.args
        if spec.vararg or spec.kwarg or spec.posonlyargs:
            raise function.module.fail("MP605", function.node, name=function.qualified)
        parameters = [*spec.args, *spec.kwonlyargs]
        names = [p.arg for p in parameters]
        bound: dict[str, Value | Reference] = {}
        if receiver is not None and names:
            bound[names[0]] = receiver
        rest = names[len(bound):]
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                raise self.fail("MP606", argument)
        if len(node.args) > len(rest):
            raise self._misfit(function, node, rest)
        given = dict(zip(rest, node.args, strict=False))
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.fail("MP606", keyword)
            if keyword.arg not in rest:
                raise self.fail("MP608", keyword, name=keyword.arg, function=function.qualified,
                                parameters=", ".join(rest) or "none")
            if keyword.arg in given:
                raise self.fail("MP609", keyword, name=keyword.arg)
            given[keyword.arg] = keyword.value
        later = [n for n, a in given.items() if self.has_steps(a)]
        for name, argument in given.items():
            parameter = parameters[names.index(name)]
            if isinstance(parameter.annotation, ast.Name) and parameter.annotation.id == "Ref":
                place = self.place(argument)
                if isinstance(place, Collection):
                    raise self.fail("MP610", argument, name=name)
                bound[name] = Reference(place, Number(self.read_place(place), place.type))
                continue
            value = self.expression(argument)
            bound[name] = self.spill(value, argument) if later and name != later[-1] else value
        defaults = dict(zip([a.arg for a in spec.args][len(spec.args) - len(spec.defaults):],
                            spec.defaults, strict=True))
        for keyword_parameter, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
            if default is not None:
                defaults[keyword_parameter.arg] = default
        for name in names:
            if name not in bound:
                if name not in defaults:
                    raise self._misfit(function, node, rest)
                bound[name] = self.world.constants.evaluate(defaults[name], function.module)
        return bound

    def _misfit(
        self: Lowering, function: Function, node: ast.Call, parameters: list[str]
    ) -> Refused:
        """Too few or too many arguments."""
        wanted, given = arguments(len(parameters)), len(node.args) + len(node.keywords)
        if self._handler(function):
            return function.module.fail("MP806", function.node, name=function.qualified,
                                        wanted=wanted, given=given or "none")
        return self.fail("MP607", node, name=function.qualified, wanted=wanted, given=given,
                         parameters=", ".join(parameters) or "none")

    def named_method(self: Lowering, node: ast.Call) -> Value:
        """``getattr(object, "name")`` with a name known now."""
        if len(node.args) != 2 or node.keywords:
            raise self.fail("MP601", node, name="getattr", wanted=arguments(2),
                            given=len(node.args))
        owner, name = self.expression(node.args[0]), self.expression(node.args[1])
        if not isinstance(owner, Instance) or not isinstance(name, Text):
            raise self.fail("MP424", node)
        if name.value not in owner.definition.methods:
            fields = {"name": name.value, "owner": owner.definition.name,
                      "near": close_names(name.value, owner.definition.methods)}
            for part in owner.parts.values():
                if part.declared is not None and name in part.finals.values():
                    raise part.declared[0].fail("MP425", part.declared[1], **fields)
            raise self.fail("MP425", node, **fields)
        return Method(owner.definition.methods[name.value], owner)


