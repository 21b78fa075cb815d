"""The objects of a model, made once while compiling: instances, tokens, activities, variables.

Every field becomes one or more entries of ``variables`` (renumbered later, when those that do
not matter are dropped).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..interval import NO_END, Range, Ranged
from ..ir.program import Const
from .annotations import Annotations, driver_wide
from .classes import Class, Classes
from .constants import Constants
from .crowds import Crowd, Gathered
from .diagnostics import arguments
from .modules import Constant, Module
from .types import BOOL, COUNT, Aggregate, Scalar
from .values import Everyone, Instance, Nothing, Number, Text, Value

__all__ = ["Slot", "World"]


@dataclass(frozen=True)
class Slot:
    """A state variable in the making.

    ``owner`` is the number of the activity whose local it is, or -1.  ``shared`` marks plain
    driver memory, ``relaxed`` that unsynchronized accesses are intended.  What belongs to a token
    has a ``member``: the class of the token, what it is of it (equal for all of them), the token.
    ``free``: it may begin with any natural number, ``initial`` is the one of explicit search.
    """

    name: str
    type: Scalar
    initial: int
    owner: int = -1
    shared: bool = False
    relaxed: bool = False
    member: tuple[str, int, int] | None = None
    free: bool = False


def ranges(slots: Sequence[Slot]) -> list[Ranged]:
    """The values the slots may have.  Where some begin with any number, Counts have no end."""
    endless = any(slot.free for slot in slots)
    return [
        Range(0, NO_END) if endless and slot.type.kind == "count" else slot.type for slot in slots
    ]


@dataclass(eq=False)
class World:
    """Everything that exists in the model, as one adapter of the driver has it.

    A driver has as many worlds as it has ``adapters``.  ``members`` are the objects of this one
    and those all share; of ``objects``, ``activities`` and variables there is one list.

    ``crowds`` are the classes of which there may be any number of tokens, by name; ``numbered``
    all classes of tokens, which are objects of their bases, too.

    ``tried`` and ``locks`` are locks by number (their place in ``objects``): those somebody finds
    taken without waiting; all that are acquired or released, with the first variable of each.
    """

    classes: Classes
    options: dict[str, Value]
    token_counts: dict[str, int]
    adapters: int = 1
    first: World | None = None
    members: list[Instance] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    objects: list[Instance] = field(default_factory=list)
    activities: list[Instance] = field(default_factory=list)
    driver: Instance | None = None
    tried: set[int] = field(default_factory=set)
    locks: dict[int, int] = field(default_factory=dict)
    pools: dict[int, dict[str, tuple[int, Scalar]]] = field(default_factory=dict)
    crowds: Mapping[str, Crowd] = field(default_factory=dict)
    gathered: dict[str, Gathered] = field(default_factory=dict)
    numbered: list[Class] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.constants = Constants(self)
        self.annotations = Annotations(self)
        self._singletons: dict[int, Instance] = {}

    def second(self) -> World:
        """The world of a second adapter, still empty."""
        return World(
            self.classes, self.options, self.token_counts, self.adapters, self,
            slots=self.slots, objects=self.objects, activities=self.activities,
            tried=self.tried, locks=self.locks, pools=self.pools, crowds=self.crowds,
            numbered=self.numbered,
        )

    def called(self, name: str) -> str:
        """How the state calls an object of this world; the names of parties say whose they are."""
        if self.first is None or name.startswith("second "):
            return name
        return f"second.{name}" if name else "second"

    # -- objects ---------------------------------------------------------------------------

    def singleton(self, definition: Constant) -> Instance | None:
        """The object of ``name = Class(...)`` at the top of a file; None if it is a constant."""
        if id(definition) not in self._singletons:
            call = definition.node
            if not isinstance(call, ast.Call):
                return None
            made = self.constants.called_class(call, definition.module)
            if made is None:
                return None
            twin = self.first.singleton(definition) if self.first else None
            self._singletons[id(definition)] = self.make(
                made, definition.name, None, call, definition.module, twin
            )
        return self._singletons[id(definition)]

    def make(
        self, definition: Class, name: str, owner: Instance | None,
        call: ast.Call | None, module: Module | None, twin: Instance | None = None,
    ) -> Instance:
        """A new object of a class, its constants bound to the arguments of ``call``.

        With ``twin``, its counterpart of the first adapter, it shares what is the driver's.
        """
        if twin is not None and definition.extends("DriverData") and not (
            definition.extends("DeviceData")
        ):
            return self._join(twin)
        instance = Instance(definition, name, owner, adapter=2 if self.first else 1)
        if call is not None and module is not None:
            instance.declared = (module, call)
            self._check_nesting(instance, call, module)
        instance.finals = self._finals(definition, call, module)
        self.objects.append(instance)
        self.members.append(instance)
        called, prefix = self.called(name), f"{name}." if name else ""
        plain = definition.extends("Plain")
        for key, item in definition.fields.items():
            if twin is not None and driver_wide(item.annotation):
                instance.fields[key] = twin.fields[key]
                continue
            kind, relaxed = self.annotations.resolve(item.annotation, item.module)
            initial = self.initial(kind, item.value, item.module)
            base = self.add(f"{called}.{key}" if called else key, kind, initial,
                            shared=plain, relaxed=relaxed)
            instance.fields[key] = (base, kind)
        for key, (value, where) in definition.assigned.items():
            made = (
                self.constants.called_class(value, where) if isinstance(value, ast.Call) else None
            )
            if made is None:
                instance.finals[key] = self.constants.evaluate(value, where)
            else:
                assert isinstance(value, ast.Call)
                instance.parts[key] = self.make(
                    made, f"{prefix}{key}", instance, value, where, twin and twin.parts[key]
                )
        if definition.extends("Activity"):
            self.activities.append(instance)
            instance.number = len(self.activities)
        return instance

    def _join(self, shared: Instance) -> Instance:
        """What all adapters share takes part in this world, too."""
        self.members.append(shared)
        for part in shared.parts.values():
            self._join(part)
        return shared

    @staticmethod
    def _check_nesting(instance: Instance, call: ast.Call, module: Module) -> None:
        """Refuse an object that would contain one of its own class."""
        chain, at = [instance.definition.name], instance.owner
        while at is not None:
            chain.insert(0, at.definition.name)
            if at.definition is instance.definition:
                raise module.fail("MP227", call, name=at.definition.name, chain=" -> ".join(chain))
            at = at.owner

    def bind_final(self, instance: Instance, name: str, value: Value) -> None:
        """Set a constant of an object that no declaration gives (``object`` of a party)."""
        instance.finals[name] = value

    def _finals(
        self, definition: Class, call: ast.Call | None, module: Module | None
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        names = list(definition.finals)
        if call is not None and module is not None:
            if len(call.args) > len(names):
                raise module.fail("MP223", call.args[len(names)], name=definition.name,
                                  number=arguments(len(names)))
            given = list(zip(names, call.args, strict=False))
            for keyword in call.keywords:
                if keyword.arg is None or keyword.arg not in names:
                    raise module.fail("MP224", keyword, name=keyword.arg or "**",
                                      owner=definition.name, known=", ".join(names) or "none")
                if keyword.arg in dict(given):
                    raise module.fail("MP225", keyword, name=keyword.arg)
                given.append((keyword.arg, keyword.value))
            for name, expression in given:
                values[name] = self.constants.evaluate(expression, module)
        for name, (default, where) in definition.finals.items():
            if name not in values and default is not None:
                values[name] = self.constants.evaluate(default, where)
            elif name not in values and call is not None and module is not None:
                raise module.fail("MP226", call, name=name, owner=definition.name)
        return values

    # -- variables -------------------------------------------------------------------------

    def add(
        self, name: str, kind: Scalar | Aggregate, initial: int, *,
        owner: int = -1, shared: bool = False, relaxed: bool = False,
    ) -> int:
        """New variables for a field or local; returns the first."""
        base = len(self.slots)
        if isinstance(kind, Scalar):
            self.slots.append(Slot(name, kind, initial, owner, shared, relaxed))
            return base
        element = Slot("", kind.element, max(kind.element.low, 0), owner, shared, relaxed)
        if kind.kind == "queue":
            length = Scalar("int", 0, kind.size)
            self.slots.append(Slot(f"len({name})", length, 0, owner, shared, relaxed))
        first = initial if kind.kind == "array" else element.initial
        of = kind.index.definition if kind.index and kind.index.kind == "token" else None
        for k, label in enumerate(self._element_labels(kind), 1):
            member = self._member(of, base, k) if of is not None else None
            self.slots.append(
                replace(element, name=f"{name}[{label}]", initial=first, member=member)
            )
        if of is not None and of.name in self.crowds:
            self.gather(of).traits[name] = (base, first)
        return base

    @staticmethod
    def _element_labels(kind: Aggregate) -> list[str]:
        if kind.index is None:
            return [str(k) for k in range(kind.size)]
        names = kind.index.labels()
        return list(names[1:] if kind.index.kind == "token" else names)[: kind.size]

    def initial(self, kind: Scalar | Aggregate, value: ast.expr | None, module: Module) -> int:
        """The initial value of a field of the type (of each element, for an array)."""
        scalar = kind if isinstance(kind, Scalar) else kind.element
        default = min(max(scalar.low, 0), scalar.high)
        if value is None:
            return default
        given = self.constants.evaluate(value, module)
        if isinstance(kind, Aggregate) and kind.kind != "array":
            raise module.fail("MP231", value, type=kind.describe())
        if isinstance(given, Nothing) and scalar.kind in ("token", "thread"):
            return 0
        if isinstance(given, Number) and isinstance(given.expr, Const):
            return self.constants.convert(given, scalar, value, module)
        raise module.fail("MP232", value, type=scalar.describe())

    # -- tokens ----------------------------------------------------------------------------

    def token_total(self, definition: Class) -> int:
        """How many tokens of a class there is room for, of all adapters: where there are none, for
        one that nobody ever has, as types and arrays have no empty range."""
        return max(self.adapters * self.token_count(definition), 1)

    def every_number(self, definition: Class) -> range:
        """The tokens of a class all adapters have."""
        return range(1, self.adapters * self.token_count(definition) + 1)

    def token_numbers(self, definition: Class) -> range:
        """The tokens of a class this adapter has."""
        number = self.token_count(definition)
        return range(1, number + 1) if self.first is None else range(number + 1, 2 * number + 1)

    def all_tokens(self, base: Class, numbers: Callable[[Class], range]) -> Iterator[Value]:
        """The tokens of the classes that extend ``base``; ``numbers``: which of a class."""
        for definition in self.numbered:
            if not definition.subclass_of(base):
                continue
            kind = self.annotations.of_class(definition)
            assert kind is not None
            if definition.name in self.crowds:
                yield Everyone(kind)
            else:
                yield from (Number(Const(k), kind) for k in numbers(definition))

    def token_constant(self, definition: Class, name: str) -> Value | None:
        """What all tokens of a class have: a constant of the class, ``name``, or ``owner``, the
        driver, which declares no token by itself; else None."""
        if name in definition.finals:
            value, module = definition.finals[name]
            if value is None:
                assert definition.module is not None and definition.node is not None
                raise definition.module.fail("MP234", definition.node, name=name,
                                             owner=definition.name)
            return self.constants.evaluate(value, module)
        if name == "name":
            return Text(definition.name)
        return self.driver if name == "owner" else None

    def _member(self, definition: Class, column: int, token: int) -> tuple[str, int, int] | None:
        """What a variable is of a token; those of two adapters are not interchangeable."""
        return (definition.name, column, token) if self.adapters == 1 else None

    def token_count(self, definition: Class) -> int:
        """How many tokens of a class an adapter has in this scope, one by one."""
        if definition.name in self.crowds:
            return self.crowds[definition.name].held
        if definition.name in self.token_counts:
            return self.token_counts[definition.name]
        default = definition.finals.get("count")
        if default is not None and isinstance(default[0], ast.Constant):
            assert isinstance(default[0].value, int)
            return default[0].value
        return 1

    def token_field(self, definition: Class, name: str) -> tuple[int, Scalar] | None:
        """First variable and type of a field of all tokens of a class, or None."""
        if id(definition) not in self.pools:
            pool: dict[str, tuple[int, Scalar]] = {}
            self.pools[id(definition)] = pool
            number = self.token_total(definition)
            for key, item in definition.fields.items():
                kind, relaxed = self.annotations.resolve(item.annotation, item.module)
                if isinstance(kind, Aggregate):
                    raise item.module.fail("MP233", item.node, name=definition.name)
                initial = self.initial(kind, item.value, item.module)
                base = len(self.slots)
                for k in range(1, number + 1):
                    self.slots.append(Slot(f"{definition.name}{k}.{key}", kind, initial,
                                           relaxed=relaxed,
                                           member=self._member(definition, base, k)))
                pool[key] = (base, kind)
                if definition.name in self.crowds:
                    self.gather(definition).traits[key] = (base, initial)
        return self.pools[id(definition)].get(name)

    def gather(self, definition: Class) -> Gathered:
        """The crowd of a class that has one."""
        if definition.name not in self.gathered:
            name, crowd = definition.name, self.crowds[definition.name]
            total = len(self.slots)
            self.slots.append(Slot(f"{name} in all", COUNT, crowd.number, free=True))
            present = len(self.slots)
            for k in range(1, crowd.held + 1):
                self.slots.append(Slot(f"{name}{k}", BOOL, 0, member=(name, present, k)))
            counts = len(self.slots)
            for k, sort in enumerate(crowd.sorts):
                called = ", ".join(f"{key} {value}" for key, value in sort) or "as made"
                self.slots.append(Slot(
                    f"{name} others ({called})", COUNT, 0 if k else crowd.number, free=not k
                ))
            self.gathered[name] = Gathered(definition, crowd, total, present, counts)
            # What is of a token is known by now, or with its queue.
            self.token_field(definition, "")
        return self.gathered[definition.name]
