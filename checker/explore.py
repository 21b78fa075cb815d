"""Explore a Program: a verdict with the shortest trace for every property.

Properties are those of the Program and the built-in ones: ``deadlock`` (a state in which nothing
is enabled and ``final`` is false), ``range`` (a variable leaves its range), ``index`` (an array
index does), ``progress`` (see :mod:`.aims`).  A property ``holds`` only if nothing was cut.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from . import memory
from .aims import Judged, aims
from .engines import Searched, searched
from .errors import CheckerBug
from .evaluate import take
from .ir.program import Program
from .races import Race, Races
from .result import NO_LIMITS, Exploration, Finding, Limits, Verdict
from .search import Progress, Violation
from .symmetry import Quotient
from .trace import Trace
from .witness import broken_by, deadlocked, fault_text, invariants_in, place, witness

__all__ = ["BUILT_IN", "explore"]

BUILT_IN = ("deadlock", "range", "index", "progress")


def explore(
    program: Program,
    limits: Limits = NO_LIMITS,
    progress: Callable[[Progress], object] | None = None,
    stop_on: frozenset[str] = frozenset(),
    *,
    check_progress: bool = True,
    scope: str = "",
    engine: str = "auto",
    workers: int = 1,
    compact: bool = False,
    symmetry: bool = False,
    at_least: int = 0,
) -> Exploration:
    """Explore ``program`` breadth-first, with an engine of :mod:`.engines`.

    ``progress`` is called a few times a second; the search stops early once all properties in
    ``stop_on`` (ids) are violated; ``check_progress`` judges "progress" and goals, which needs
    the whole graph in memory; without it they are not among the findings.  With ``symmetry`` one
    state of each orbit is explored, if the Program has the symmetries it declares
    (:mod:`.symmetry`): the verdicts and the lengths of traces are the same.  ``at_least`` so many
    states are expected, by who has searched something like it before: then ``auto`` may leave out
    the interpreter.
    """
    quotient = Quotient(program) if symmetry and program.symmetries else None
    reduced = quotient if quotient is not None and quotient.symmetries else None
    asked = {aim.property for aim in aims(program)}
    judges_graph = check_progress and bool(asked)
    started = time.perf_counter()
    search = searched(
        program, limits, progress, stop_on,
        keep_edges=judges_graph, engine=engine, workers=workers, compact=compact,
        quotient=reduced, at_least=at_least,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    limit = _limit(search)
    judged = Judged()
    if judges_graph and not limit:
        try:
            judged = search.judged()
        except (KeyboardInterrupt, MemoryError):
            search.cut = "interrupted while judging progress"
            limit = _limit(search)
    violations = dict(search.violations)
    stuck = {found.property: found for found in judged.stuck}
    violations |= {prop: Violation(found.state) for prop, found in stuck.items()}
    skipped = {"progress"} - asked if judges_graph else {"progress"} | asked
    reached = _reached(search).union(BUILT_IN, judged.open)
    findings = []
    for prop in dict.fromkeys([*(p.id for p in program.properties), *BUILT_IN]):
        if prop in skipped:
            continue
        violation = violations.get(prop)
        if violation is None:
            verdict = Verdict.INCOMPLETE if limit else Verdict.HOLDS
            findings.append(Finding(prop, verdict, prop in reached))
            continue
        actions = search.path(violation.state)
        if reduced is not None:
            violation = _concrete(program, reduced, prop, violation, actions)
        if violation.action is not None:
            actions.append(violation.action)
        trace = witness(program, actions, prop, scope=scope)
        detail = (
            stuck[prop].detail if prop in stuck
            else _confirm(program, prop, violation, trace)
        )  # fmt: skip
        after = _broken_before(program, violations, prop, trace)
        findings.append(Finding(prop, Verdict.VIOLATED, True, trace.saying(detail), after))
    races = dict.fromkeys(r for race in search.race_list for r in search.races.spans(race))
    interfering = {program.variables[v].name for race in search.race_list for v in race.variables}
    return Exploration(
        program=program.name, findings=tuple(findings), states=search.count,
        transitions=search.transitions, depth=search.depth, seconds=seconds,
        peak_memory=memory.peak(), limit=limit, engine=search.engine, omission=search.omission,
        covered=frozenset(n for n, taken in enumerate(search.covered) if taken),
        races=tuple(races), interfering=frozenset(interfering),
        symmetries=quotient.sizes if quotient is not None else (),
        asymmetries=quotient.broken if quotient is not None else (), cut=bool(search.cut),
    )


def _concrete(
    program: Program, quotient: Quotient, prop: str, violation: Violation, actions: list[int]
) -> Violation:
    """The violation of ``prop`` in the state that ``actions`` lead to, if ``violation`` is the one
    in the representative of its orbit.  Raises CheckerBug if there is none."""
    values = program.initial
    for number in actions:
        outcome = take(program, program.actions[number], values)
        if outcome is None or outcome.values is None:
            raise CheckerBug("a run through the orbits is not a run")
        values = outcome.values
    if violation.action is not None:
        for number in quotient.alike(violation.action):
            if prop in broken_by(program, number, values):
                return replace(violation, action=number)
        raise CheckerBug(f"no action breaks {prop} where one of the same orbit does")
    if violation.race is not None:
        enabled = {
            number for action in (violation.race.first, violation.race.second)
            for number in quotient.alike(action)
            if take(program, program.actions[number], values) is not None
        }
        for race in Races(program).among(enabled):
            if race.property == violation.race.property:
                return replace(violation, race=race)
        raise CheckerBug(f"no actions race for {prop} where two of the same orbits do")
    return violation


def _limit(search: Searched) -> str:
    """Why the search was not exhaustive and how far it got, "" if it was."""
    reasons = []
    if search.cut:
        reasons.append(search.cut)
    for variable in sorted(search.bounded):
        found = search.program.variables[variable]
        reasons.append(f"the bound {found.high} of {found.name} was hit")
    if search.ended_by:
        ended = ", ".join(sorted(search.ended_by))
        reasons.append(f"runs that break {ended} end there")
    if not reasons:
        return ""
    return (
        f"{'; '.join(reasons)}: {search.count:,} states and {search.transitions:,}"
        f" transitions were explored to depth {search.depth},"
        f" {search.frontier():,} states were found but not expanded"
    )


def _reached(search: Searched) -> frozenset[str]:
    """The properties whose premise was true at least once."""
    program, reached = search.program, set(search.reached)
    for number, prop in enumerate(program.properties):
        if prop.race_kinds and search.races.possible(number):
            reached.add(number)
    return frozenset(program.properties[p].id for p in reached)


def _confirm(program: Program, prop: str, violation: Violation, trace: Trace) -> str:
    """What is wrong at the end of ``trace``, found again with the definition.

    Raises CheckerBug if nothing is: then the search and the definition disagree.
    """
    steps = trace.steps
    last = steps[-1].values if steps else trace.initial
    if violation.race is not None:
        return _race_text(program, violation.race, last)
    if violation.action is not None:
        action = program.actions[violation.action]
        before = steps[-2].values if len(steps) > 1 else trace.initial
        outcome = take(program, action, before)
        if outcome is not None and prop in broken_by(program, violation.action, before):
            if outcome.fault is not None and outcome.fault.kind == prop:
                return fault_text(program, action, outcome.fault)
            actor = program.activities[action.activity].name
            return f"{actor} breaks {prop} at {place(action)}: {action.label}"
    elif prop == "deadlock":
        if deadlocked(program, last):
            where = "; ".join(
                f"{a.name} at {a.locations[last[a.counter]]}"
                for a in program.activities
                if 0 <= last[a.counter] < len(a.locations)
            )
            return f"nothing is enabled, and the run is not over: {where}"
    elif prop in invariants_in(program, last):
        return f"{prop} does not hold in the state reached"
    elif prop == "index":
        return "an index in a predicate over states is out of range in the state reached"
    raise CheckerBug(f"a trace of {len(trace)} steps does not break {prop}")


def _race_text(program: Program, race: Race, values: tuple[int, ...]) -> str:
    actions = [program.actions[n] for n in (race.first, race.second)]
    if any(take(program, action, values) is None for action in actions):
        raise CheckerBug("two actions that race are not both enabled")
    parts = []
    for action in actions:
        writes = "writes" if action.plain_writes.intersection(race.variables) else "reads"
        parts.append(f"{program.activities[action.activity].name} {writes} at {place(action)}")
    names = ", ".join(program.variables[v].name for v in race.variables)
    return f"unsynchronized access to {names}: {parts[0]}, {parts[1]}"


def _broken_before(
    program: Program, violations: Mapping[str, Violation], prop: str, trace: Trace
) -> tuple[str, ...]:
    """The properties broken on the trace before what it shows, in order."""
    broken = list(invariants_in(program, trace.initial))
    for step in trace.steps[:-1]:
        broken += step.broken
    states = [trace.initial, *(step.values for step in trace.steps)]
    for violation in violations.values():
        race = violation.race
        if race is None or race.property is None:
            continue
        pair = [program.actions[n] for n in (race.first, race.second)]
        for values in states[:-1]:
            if all(take(program, action, values) is not None for action in pair):
                broken.append(program.properties[race.property].id)
                break
    return tuple(p for p in dict.fromkeys(broken) if p != prop)
