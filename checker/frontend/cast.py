"""Who takes part: the driver, the parties of the scope, those its objects bring with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...model.language.scope import Scope
from ..errors import UsageError
from ..ir.program import Const
from .classes import Class, Classes
from .constants import close_names
from .modules import ClassDefinition, Constant, Function, Module, Modules
from .values import Instance, Number, Text, Tuple, Value, boolean
from .world import World

__all__ = ["Cast", "base_of", "choose_driver", "find_cast", "generation"]

BASES = {"Miniport": "MiniportInitializeEx", "Miniport5": "MiniportInitialize"}
"""The classes that drivers extend, each with the handler no driver can do without."""


@dataclass(frozen=True)
class Cast:
    """The objects of a run, in a world for each adapter.

    ``driver_modules`` are the files whose code is the driver's.
    """

    driver: Instance
    activities: tuple[Instance, ...]
    driver_modules: frozenset[int]
    final: Function | None
    worlds: tuple[World, ...]

    def world_of(self, activity: Instance) -> World:
        """The world of the adapter a party serves."""
        return next(w for w in self.worlds if activity in w.members)


def choose_driver(file: Module, name: str | None, classes: Classes) -> Class:
    """The driver class of a file: the one named, or the only one that nothing extends."""
    defined = [classes.resolve(d) for d in file.own.values() if isinstance(d, ClassDefinition)]
    if name is not None:
        for found in defined:
            if found.name == name:
                if not found.extends("Miniport"):
                    assert found.node is not None
                    raise file.fail("MP803", found.node, name=name)
                return found
        raise file.fail("MP804", file.source.tree, name=name,
                        near=close_names(name, [c.name for c in defined]))
    drivers = [c for c in defined if c.extends("Miniport")]
    bases = {id(c.base) for c in drivers}
    leaves = [c for c in drivers if id(c) not in bases]
    if not leaves:
        raise file.fail("MP801", file.source.tree)
    if len(leaves) > 1:
        assert leaves[1].node is not None
        raise file.fail("MP802", leaves[1].node, names=", ".join(c.name for c in leaves))
    return leaves[0]


def generation(definition: Class, world: World) -> int:
    """The generation of NDIS a driver class is written for: its constant ``ndis``."""
    value, module = definition.finals["ndis"]
    assert value is not None
    found = world.constants.evaluate(value, module)
    assert isinstance(found, Number) and isinstance(found.expr, Const)
    return found.expr.value


def base_of(definition: Class) -> Class:
    """Which of the classes that drivers extend a driver class extends."""
    at: Class | None = definition
    while at is not None and at.name not in BASES:
        at = at.base
    assert at is not None
    return at


def find_cast(
    world: World, modules: Modules, environment: Module, file: Module, definition: Class,
    scope: Scope,
) -> Cast:
    """Make every object of the run."""
    known = _classes(world, modules, lambda made: made.extends("Activity") and (
        "run" in made.methods))
    world.numbered = list(_classes(world, modules, lambda made: made.extends("Token")).values())
    _check_numbered(world, known.values())
    _check_activities(world, file)
    for party in (*scope.parties, *scope.without, *scope.second):
        if party not in known:
            raise UsageError(f"scope {scope.name}: there is no party {party}"
                             f"{close_names(party, known)}")
    written_for = generation(definition, world)
    if scope.ndis != written_for:
        raise UsageError(f"scope {scope.name} is for drivers of NDIS {scope.ndis}.x, "
                         f"{definition.name} is one of NDIS {written_for}.x")
    handler = BASES[base_of(definition).name]
    if handler not in definition.methods:
        assert definition.module is not None and definition.node is not None
        raise definition.module.fail("MP805", definition.node, name=definition.name,
                                     handler=handler)
    worlds = (world, world.second()) if scope.second else (world,)
    for mine in worlds:
        _people(mine, modules, file, definition, scope, known)
    final = environment.find("accepts_final")
    assert world.driver is not None
    return Cast(
        world.driver, tuple(world.activities), _driver_modules(definition),
        final if isinstance(final, Function) else None, worlds,
    )


def _people(
    world: World, modules: Modules, file: Module, definition: Class, scope: Scope,
    known: dict[str, Class],
) -> None:
    """Make the objects of one adapter, and the parties that serve it."""
    parties = scope.second if world.first else scope.parties
    twin = world.first.driver if world.first else None
    world.driver = world.make(definition, "", None, None, None, twin)
    for module in list(modules):
        for item in module.own.values():
            if isinstance(item, Constant):
                world.singleton(item)
    for party, number in parties.items():
        for k in range(number):
            label = _title(world) + _spoken(party) + (f" {k + 1}" if number > 1 else "")
            world.make(known[party], label, None, None, None)
    for party_class in known.values():
        if party_class.name not in (*scope.parties, *scope.second, *scope.without):
            _per_object(world, party_class, file, scope)


def _title(world: World) -> str:
    """What the names of the parties of an adapter begin with."""
    return "second " if world.first else ""


def _spoken(name: str) -> str:
    """``PnpThread`` as ``pnp thread``."""
    return "".join(" " + c.lower() if c.isupper() and k else c.lower()
                   for k, c in enumerate(name))


def _classes(
    world: World, modules: Modules, wanted: Callable[[Class], bool]
) -> dict[str, Class]:
    """The classes of all files that are wanted, by name."""
    found = {}
    for module in modules:
        for item in module.own.values():
            if isinstance(item, ClassDefinition):
                made = world.classes.resolve(item)
                if wanted(made):
                    found[made.name] = made
    return found


def _check_numbered(world: World, parties: Iterable[Class]) -> None:
    """Refuse classes of tokens whose objects are declared by name only: because they say so, or
    because a party serves each of these, and none the tokens."""
    each, every = ([_served(world, p, word) for p in parties if word in p.finals]
                   for word in ("for_each", "for_tokens"))
    for kind in world.numbered:
        alone = [base for base in each if kind.subclass_of(base)]
        refused = bool(alone) and not any(kind.subclass_of(base) for base in every)
        said = kind.assigned.get("numbered")
        if said is not None and world.constants.evaluate(*said) == boolean(False):
            refused = True
        if refused and kind.base is not None:
            assert kind.module is not None and kind.node is not None
            raise kind.module.fail("MP809", kind.node, name=kind.name, base=kind.base.name)


def _served(world: World, party: Class, word: str) -> Class:
    """The class a party serves: each object of it, or its tokens."""
    value, module = party.finals[word]
    assert value is not None
    found = world.constants.evaluate(value, module)
    assert isinstance(found, Class)
    return found


def _check_activities(world: World, file: Module) -> None:
    """Refuse an activity of the file that has no method run, nor one that extends it."""
    mine = [world.classes.resolve(d) for d in file.own.values() if isinstance(d, ClassDefinition)]
    bases = {id(c.base) for c in mine}
    for made in mine:
        if made.extends("Activity") and "run" not in made.methods and id(made) not in bases:
            assert made.node is not None
            raise file.fail("MP807", made.node, name=made.name)


def _per_object(world: World, party: Class, file: Module, scope: Scope) -> None:
    """Parties that come with an object of the driver, a class of tokens of it, or with the
    driver's own file."""
    if "for_each" in party.finals:
        wanted = _served(world, party, "for_each")
        for item in list(world.members):
            left_out = scope.essential_only and item.finals.get("essential") == boolean(False)
            if item.definition.subclass_of(wanted) and (
                _belongs(item, world.driver) and not left_out
            ):
                name = f"{_spoken(party.name)} {item.name}".strip()
                made = world.make(party, _title(world) + name, None, None, None)
                world.bind_final(made, "object", item)
    elif "for_tokens" in party.finals:
        wanted = _served(world, party, "for_tokens")
        for kind in world.numbered:
            if kind.subclass_of(wanted) and not (
                scope.essential_only and world.token_constant(kind, "essential") == boolean(False)
            ):
                name = f"{_spoken(party.name)} {_spoken(kind.name)}"
                made = world.make(party, _title(world) + name, None, None, None)
                world.bind_final(made, "kinds", kind)
    elif party.module is file and "scopes" in party.finals and world.first is None:
        value, module = party.finals["scopes"]
        assert value is not None
        names = world.constants.evaluate(value, module)
        if isinstance(names, Tuple) and any(_named(n, scope.name) for n in names.items):
            world.make(party, _spoken(party.name), None, None, None)


def _named(value: Value, name: str) -> bool:
    return isinstance(value, Text) and value.value in (name, "*")


def _belongs(item: Instance, driver: Instance | None) -> bool:
    at: Instance | None = item
    while at is not None:
        if at is driver:
            return True
        at = at.owner
    return False


def _driver_modules(definition: Class) -> frozenset[int]:
    """The files of the driver's class and its bases, short of the one that all drivers extend."""
    found = set()
    at: Class | None = definition
    while at is not None and at.name not in BASES:
        found.add(id(at.module))
        at = at.base
    return frozenset(found)
