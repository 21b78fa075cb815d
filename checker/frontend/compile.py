"""From a driver's file to a Program: read, make the objects, lower each activity, prune.

``compile_model`` is the door of the front end.  It knows the environment only by what is written
in the language: a class called Miniport, activities, options, the predicate ``accepts_final``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...model.language.rules import Rule
from ...model.language.scope import Scope
from ..errors import CheckerBug, MiniportError, ModelError
from ..garbage import uncollected
from ..ir.program import Expr, Program, Span
from ..simplify import FALSE, make, negate
from ..unique import Unique
from .actions import Automaton, automaton
from .assemble import assemble
from .cast import Cast, choose_driver, find_cast
from .classes import Classes
from .crowds import CROWD_FAULTS, UNKNOWN_SORT, UNMOVED, Crowd, Layout, NoCrowd
from .diagnostics import Diagnostic, Refused, with_text
from .events import Rules
from .frame import Frame
from .graph import End, Node
from .lowering import Lowering
from .modules import MODEL, ClassDefinition, Function, Module, Modules
from .movers import memory
from .prune import Formula, needed, prune
from .release import release
from .sharing import shared
from .unsupported import scan
from .values import Instance, Text, Value, boolean, number
from .world import Slot, World

__all__ = ["BUILT_IN", "Compiled", "compile_model"]

BUILT_IN = ("assert", "none", "queue.full", "queue.empty", "queue.absent", "range", "index")
"""Properties of the language itself; breaking one ends the run."""

TOO_MUCH = ("MP104", "MP622")
"""Mistakes that a crowd alone can make: too long a condition, too many ways through a step."""


@dataclass(frozen=True)
class Compiled:
    """A Program and what people need to read its results.

    ``exposed`` are the names of fields whose accesses were not merged; ``tokens`` the classes of
    tokens that the state names, or knows something of, ``crowds`` where those are of which there
    may be any number.
    """

    program: Program
    rules_by_property: dict[str, Rule]
    warnings: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    driver: str = ""
    exposed: frozenset[str] = frozenset()
    tokens: tuple[str, ...] = ()
    crowds: tuple[Layout, ...] = ()


def compile_model(
    path: Path | str,
    class_name: str | None = None,
    *,
    scope: Scope,
    rules: Sequence[Rule] = (),
    options: Mapping[str, object] | None = None,
    replace: Mapping[str, tuple[Path, str]] | None = None,
    granularity: str = "merged",
    exposed: frozenset[str] = frozenset(),
    keep_dead: bool = False,
    crowds: Mapping[str, Crowd] | None = None,
) -> Compiled:
    """Compile the driver in a file, in a scope, with the rules to check.

    Rules about another generation of NDIS than the scope's are left out: they mean nothing for
    its drivers.  ``replace`` maps ``"file stem:function"`` of the environment to (file, function)
    that stands in for it.  ``granularity="statement"`` makes every statement a step of its own;
    ``exposed`` are names of fields that race: what touches them is not merged (:mod:`.movers`);
    ``keep_dead=True`` leaves locals that nobody will read as they are (:mod:`.liveness`);
    ``crowds`` names classes of which there are any number of tokens (:mod:`.crowds`).  Raises
    NoCrowd (one of these cannot be), ModelError (the model is wrong), UsageError (the file cannot
    be read) or, whatever happens besides, CheckerBug, with the original as its cause.
    """
    try:
        with uncollected():
            return _Compiler(Path(path), class_name, scope, rules, options or {}, replace or {},
                             granularity == "statement", exposed, keep_dead, crowds or {}).run()
    except Refused as refused:
        if crowds and refused.diagnostic.code in TOO_MUCH:
            # Not a mistake of the model, which may well compile without them.
            raise NoCrowd(f"with so many held, {refused.diagnostic.message}") from None
        raise ModelError((with_text(refused.diagnostic),)) from None
    except RecursionError:
        raise ModelError((Diagnostic("MP103", Span(str(path), 1, 0, 1, 1), ""),)) from None
    except (MiniportError, MemoryError):
        raise
    except Exception as error:
        raise CheckerBug(
            f"{path} cannot be compiled: {type(error).__name__}: {error}"
        ) from error


class _Compiler:
    def __init__(
        self, path: Path, class_name: str | None, scope: Scope, rules: Sequence[Rule],
        options: Mapping[str, object], replace: Mapping[str, tuple[Path, str]], statement: bool,
        exposed: frozenset[str], keep_dead: bool, crowds: Mapping[str, Crowd],
    ) -> None:
        self.path, self.class_name, self.scope = path, class_name, scope
        self.rules = tuple(rule for rule in rules if rule.about(scope.ndis))
        self.given, self.replace, self.statement = options, replace, statement
        self.exposed, self.keep_dead, self.crowds = exposed, keep_dead, crowds
        self.modules, self.classes = Modules(), Classes()
        if crowds and scope.second:
            raise NoCrowd("tokens of two adapters are told apart")

    def run(self) -> Compiled:
        """All stages, in order; stops between stages at mistakes."""
        environment = self.modules.load(MODEL / "__init__.py")
        file = self.modules.load(self.path)
        self._stop(self.modules.problems)
        stand_ins = {name for path, name in self.replace.values() if Path(path) == self.path}
        self._stop([r.diagnostic for r in scan(file, stand_ins)])
        definition = choose_driver(file, self.class_name, self.classes)
        world = World(self.classes, {}, dict(self.scope.tokens),
                      adapters=2 if self.scope.second else 1, crowds=self.crowds)
        self._options(world, environment)
        cast = find_cast(world, self.modules, environment, file, definition, self.scope)
        attached = self._attach()
        graphs = self._lower(world, cast, attached)
        locks = {
            number: slot for number, slot in world.locks.items()
            if number not in world.tried and memory(world.slots[slot].name) not in self.exposed
        }
        automata = tuple(
            automaton(entry, world.slots, activity.number, statement=self.statement,
                      locks=locks, exposed=self.exposed, keep_dead=self.keep_dead)
            for activity, entry in graphs
        )
        return self._assemble(world, cast, automata, attached)

    # -- stages ----------------------------------------------------------------------------

    def _options(self, world: World, environment: Module) -> None:
        found = environment.find("Options")
        values: dict[str, Value] = {}
        if isinstance(found, ClassDefinition):
            for name, (default, module) in self.classes.resolve(found).finals.items():
                if default is not None:
                    values[name] = world.constants.evaluate(default, module)
        for name, value in {**self.scope.options, **self.given}.items():
            assert isinstance(value, (int, str))
            if isinstance(value, str):
                values[name] = Text(value)
            else:
                values[name] = boolean(value) if isinstance(value, bool) else number(value)
        world.options = values

    def _attach(self) -> Rules:
        attached = Rules()
        for rule in self.rules:
            module = self.modules.load(Path(rule.file))
            predicate = module.own.get(rule.function)
            assert isinstance(predicate, Function), rule
            if not rule.races:
                attached.add(rule.id, rule.events, predicate)
        self._stop(self.modules.problems)
        return attached

    def _replaced(self) -> dict[str, Function]:
        found = {}
        for name, (path, function) in self.replace.items():
            module = self.modules.load(Path(path))
            definition = module.own.get(function)
            assert isinstance(definition, Function), name
            found[name] = definition
        return found

    def _lower(self, world: World, cast: Cast, attached: Rules) -> list[tuple[Instance, Node]]:
        replaced = self._replaced()
        graphs: list[tuple[Instance, Node]] = []
        problems: list[Diagnostic] = []
        for activity in cast.activities:
            lowering = Lowering(cast.world_of(activity), activity, attached, cast.driver_modules,
                                replaced)
            run = activity.definition.methods.get("run")
            if run is None:
                module, node = activity.definition.module, activity.definition.node
                assert module is not None and node is not None
                raise module.fail("MP807", node, name=activity.definition.name)
            lowering.frames.append(Frame(run, run.module, activity, activity.definition, True,
                                         id(run.module) in cast.driver_modules))
            lowering.frame.locals[run.node.args.args[0].arg] = activity
            lowering.block(run.node.body)
            lowering.graph.open += lowering.frame.returns
            lowering.emit(End())
            problems += [p for p in lowering.problems if p not in problems]
            graphs.append((activity, lowering.graph.entry))
        self._stop(problems)
        return graphs

    def _predicate(self, world: World, cast: Cast, function: Function, arguments: dict[str, Value],
                   attached: Rules, activity: Instance | None = None) -> tuple[Expr, Expr]:
        lowering = Lowering(world, activity, attached, cast.driver_modules)
        lowering.checked = False
        return lowering.predicate(function, dict(arguments))

    def _assemble(
        self, world: World, cast: Cast, automata: tuple[Automaton, ...], attached: Rules
    ) -> Compiled:
        formulas: list[Formula] = []
        for rule, predicate in attached.at.get("always", ()):
            for mine in cast.worlds:
                premise, condition = self._predicate(mine, cast, predicate, {}, attached)
                formulas.append((rule, premise, condition))
        loose: list[Expr] = [FALSE]
        final = cast.final
        if final is not None:
            loose[0] = self._predicate(world, cast, final, {}, attached)[1]
        homes: list[int] = []
        for k, activity in enumerate(cast.activities):
            at_home = activity.definition.methods.get("at_home")
            if at_home is not None:
                homes.append(k)
                loose.append(self._predicate(cast.world_of(activity), cast, at_home,
                                             {"self": activity}, attached, activity)[1])
        goals: list[str] = []
        for rule, predicate in attached.at.get("eventually", ()):
            for mine in cast.worlds:
                goals.append(rule)
                met = self._predicate(mine, cast, predicate, {}, attached)
                # Once nothing need happen any more nothing is owed.
                loose.append(make("or", loose[0], negate(met[0]), met[1]))
        unique = Unique()
        automata = shared(automata, unique)
        if world.gathered:
            automata = release(
                automata, world.slots, world.gathered.values(),
                needed(automata, world.slots, tuple(formulas), tuple(loose)), unique,
            )
        pruned = prune(automata, world.slots, tuple(formulas), tuple(loose))
        rules = [(r.id, r.races) for r in self.rules]
        built_in: tuple[str, ...] = BUILT_IN
        if self.crowds:
            # What comes after these shows which sort is missing.
            rules += (UNKNOWN_SORT, ()), (UNMOVED, ())
            built_in += tuple(fault for fault in CROWD_FAULTS if fault != UNMOVED)
        program = assemble(
            cast, world, pruned, homes, goals, rules, built_in,
            f"{cast.driver.definition.name} {self.scope.name}",
        )
        return Compiled(
            program, {r.id: r for r in self.rules}, (), tuple(a.name for a in program.activities),
            cast.driver.definition.name, self.exposed,
            tuple(dict.fromkeys(filter(None, (
                _kind(world.slots[slot]) for slot in pruned.needed
            )))),
            tuple(filter(None, (
                crowd.layout(world.slots, {slot: k for k, slot in enumerate(pruned.needed)})
                for crowd in world.gathered.values()
            ))),
        )  # fmt: skip

    @staticmethod
    def _stop(problems: list[Diagnostic]) -> None:
        if problems:
            places = {d: (d.span.file, d.span.line, d.span.column) for d in problems}
            ordered = sorted(places, key=places.__getitem__)
            raise ModelError(tuple(ordered[:20]))


def _kind(slot: Slot) -> str | None:
    """The class of the token that a variable names, or that it is of."""
    if slot.type.kind == "token" and slot.type.definition is not None:
        return slot.type.definition.name
    return slot.member[0] if slot.member is not None else None
