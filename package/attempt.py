"""An attempt to prove the rules of a model in a scope for any number of tokens.

First a few tokens are explored, to see what sorts of them there are; then the model is compiled
with a crowd for each class of tokens (:mod:`miniport.checker.frontend`), and an invariant of that
is looked for and certified (:mod:`miniport.checker.unbounded`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from miniport.checker.frontend import (
    CROWD_FAULTS,
    HELD,
    TWICE,
    UNKNOWN_SORT,
    UNMOVED,
    Compiled,
    Crowd,
    NoCrowd,
    OneByOne,
    memory,
    named_at_once,
    sorts,
)
from miniport.checker.premises import broken_before
from miniport.checker.projection import projection
from miniport.checker.result import Limits
from miniport.checker.scattered import scattered
from miniport.checker.search import Search
from miniport.checker.symmetry import Quotient
from miniport.checker.unbounded import (
    BOUND,
    MOST_CELLS,
    Certificate,
    Invariant,
    NotLinear,
    Proof,
    TooLarge,
    confirmed,
    invariant,
    unproved,
)
from miniport.checker.walk import reads_of
from miniport.run import cores
from miniport.task import Task, compile_task

__all__ = ["Attempt", "Prover", "Say"]

FEW, MOST_HELD = 2, 4
WIDE = 4_000_000
"""The most cells where as many tokens of a class are named as may be; beyond these it is taken to
be finite, which leaves a proof for few of them instead of none."""

SAMPLED = Limits(states=100_000, seconds=20)
"""How far all runs with a few tokens are followed, to see what races, and what breaks."""

SCATTERED = 30_000
"""So many states, near and far, are looked at besides, to see what sorts there are.  More may turn
up later: then the model is compiled again."""

FAR, LOOKED_FOR = 3_000_000, 60.0
"""The most states and seconds in which what a rule asks about is looked for, where runs that end
early do not come to it."""

PATIENT, ENDING = 1_000_000, 2_000_000
"""The most cells of all runs of a model that breaks a rule, which often have no end, and of those
that end there: beyond these other ends are tried, and a finite class."""

NEW_SORTS = frozenset({UNKNOWN_SORT, UNMOVED})
"""What is broken where a sort is found that was not known."""

Say = Callable[[str], object]


@dataclass(frozen=True)
class Attempt:
    """A proof about runs that end where one of the rules ``until`` is broken, if there are any;
    ``crowd.twice`` among them says that runs end where a queue has a token twice.

    Of rules that are ``unreached`` it says nothing: with a few tokens, what they ask about comes
    up, but not in runs that end there.
    """

    proof: Proof
    until: tuple[str, ...] = ()
    unreached: frozenset[str] = frozenset()

    @property
    def certificate(self) -> Certificate | None:
        """What says that it is a proof; None if nothing is proved."""
        return self.proof.certificate if self.proof.proved else None

    def proves(self, rule: str) -> bool:
        """Whether it says that the rule holds."""
        return rule in self.proof.proved and rule not in self.unreached.union(self.until)


class Prover:
    """Attempts on the rules of ``task``; ``seconds`` are the limit for all, ``say`` is told what
    is being done.

    ``kinds`` are the classes of tokens of which there are any number; of those that are
    ``finite``, each with the reason, there are as many as the scope says.  Of the rules that are
    ``checked`` by steps, few tokens have shown that some are ``reached``, and some ``broken``;
    what is ``expected`` to be broken is so by states, too.  Of a class as many tokens are
    ``held`` as some attempt has needed.
    """

    def __init__(
        self, task: Task, seconds: float | None, say: Say, held: Mapping[str, int] | None = None
    ) -> None:
        self.task, self.seconds, self.say = task, seconds, say
        self.held = dict(held or {})
        self.exposed: frozenset[str] = frozenset()
        self.finite: dict[str, str] = {}
        self.ends: frozenset[str] = frozenset()
        self.started = time.perf_counter()
        self.classes = compile_task(task).tokens
        # Runs with other ends are runs of what was compiled before.
        self._few_of = lru_cache(maxsize=4)(self._compiled_few)
        search = self._begin()
        self.checked = frozenset(
            search.program.properties[c.property].id
            for action in search.program.actions for c in action.checks
        )
        self.reached = _reached(search)
        self.expected = frozenset(search.violations) - {UNKNOWN_SORT, HELD, UNMOVED}
        self.broken = self.expected & self.checked

    @property
    def kinds(self) -> tuple[str, ...]:
        """The classes of any number."""
        return tuple(self.crowds)

    def attempt(self) -> Attempt:
        """A proof of what can be proved of all runs."""
        most = PATIENT if self.broken else MOST_CELLS
        return Attempt(self._proof(most, min(WIDE, most), frozenset(CROWD_FAULTS)))

    def attempt_until(
        self, until: frozenset[str], rules: frozenset[str], *, last: bool = False
    ) -> Attempt:
        """A proof of what can be proved of runs that end where one of ``until`` is broken, unless
        it says nothing of ``rules``; if it is the ``last`` and too large, the same for few of a
        class."""
        # If there were no ends this would be no proof; as there are, it is another.
        self.ends = until & self.checked | {TWICE}
        search = self._begin()
        unreached = self.reached - _reached(search)
        if rules <= unreached:
            nothing = unproved(search.program, "runs end before it counts")
            return Attempt(nothing, tuple(sorted(self.ends)), unreached)
        proof = self._proof(ENDING, ENDING, frozenset(CROWD_FAULTS) - {TWICE}, last=last)
        # What these runs do not break does not end them.
        ends = self.ends if proof.found is None else self.ends.intersection(proof.found.alarms)
        return Attempt(proof, tuple(sorted(ends)), unreached)

    def broken_before(self, rules: frozenset[str]) -> frozenset[str]:
        """What a few tokens break before these rules are asked, if no run ends earlier."""
        self.ends, self.exposed = frozenset(), frozenset()
        self.say(f"what is broken before {', '.join(sorted(rules))}")
        program, left = self._gathered().program, self.left
        seconds = LOOKED_FOR if left is None else min(LOOKED_FOR, left)
        found = broken_before(program, rules, Limits(states=FAR, seconds=seconds))
        return frozenset[str]().union(*found.values())

    def _begin(self) -> Search:
        """Runs with a few tokens, with what they show: sorts, and what races."""
        self.exposed = frozenset()
        compiled, search = self._few()
        names = [v.name for v in compiled.program.variables]
        self._expose(names[v] for race in search.race_list for v in race.variables)
        self.crowds = self._seen(compiled, search)
        return search

    def _proof(
        self, most: int, wide_most: int, faults: frozenset[str], *, last: bool = False
    ) -> Proof:
        """What is proved with so many cells at most, fewer where a class is as wide as may be; of
        that class, and in the ``last`` attempt of any, there are few where these are too many."""
        crowds = self.crowds
        while True:
            self.say(f"an invariant for any number of {', '.join(self.kinds) or 'nothing'}")
            try:
                compiled, crowds = self._distinguished(crowds)
            except NoCrowd as limit:
                crowds = self._demoted(crowds, str(limit))
                continue
            wide = {kind: crowd for kind, crowd in crowds.items() if crowd.held == MOST_HELD}
            expected = self.expected | self.ends | NEW_SORTS
            try:
                found = invariant(
                    compiled.program, seconds=self.left, most=wide_most if wide else most,
                    progress=lambda found: self.say(f"{found:,} control states"),
                    stop={BOUND, *faults} - {UNMOVED},
                    expected=expected if wide else expected | {HELD},
                    exposed=self._exposed_of(compiled),
                )
            except (TooLarge, NotLinear) as limit:
                fewer = wide or (crowds if last else {})
                if fewer and isinstance(limit, TooLarge) and self.left != 0:
                    held = max(crowd.held for crowd in fewer.values())
                    crowds = self._demoted(fewer, f"with {held} of them named at once: {limit}")
                    continue
                return unproved(compiled.program, f"no invariant was found: {limit}")
            better = self._better(crowds, compiled, found)
            if better is None and HELD in found.alarms and crowds:
                short = {kind: crowds[kind] for kind in _short(compiled, found)}
                better = self._demoted(short, f"more than {MOST_HELD} of them are named at once")
            if better is None:
                self.say(f"{found.size:,} cells: z3 is asked whether it is one")
                return confirmed(found, faults, seconds=self.left, workers=cores())
            crowds = better

    def _demoted(self, crowds: Mapping[str, Crowd], reason: str) -> dict[str, Crowd]:
        """Of the largest of these classes there are as many as the scope says."""
        largest = max(crowds, key=lambda kind: (crowds[kind].held, len(crowds[kind].sorts)))
        self.finite[largest] = reason
        self.crowds = self._seen(*self._few())
        return self.crowds

    @property
    def left(self) -> float | None:
        """The seconds that are left; None if there is no limit."""
        if self.seconds is None:
            return None
        return max(self.seconds - (time.perf_counter() - self.started), 0.0)

    def _compiled(self, crowds: Mapping[str, Crowd]) -> Compiled:
        return self._with_ends(compile_task(self.task, self.exposed, crowds))

    def _with_ends(self, compiled: Compiled) -> Compiled:
        properties = tuple(
            replace(p, fatal=p.fatal or p.id in self.ends) for p in compiled.program.properties
        )
        return replace(compiled, program=replace(compiled.program, properties=properties))

    def _distinguished(self, crowds: dict[str, Crowd]) -> tuple[Compiled, dict[str, Crowd]]:
        """Compiled so that sorts differ in all that makes a difference."""
        while True:
            compiled = self._compiled(crowds)
            changed = dict(crowds)
            for layout in compiled.crowds:
                traits = crowds[layout.kind].traits or frozenset()
                needed = traits.union(name for name, *_ in layout.traits)
                changed[layout.kind] = replace(crowds[layout.kind], traits=needed)
            if changed == crowds:
                return compiled, crowds
            crowds = changed

    def _gathered(self) -> Compiled:
        """Compiled with a few of each class of which there may be any number."""
        while True:
            kinds = tuple(k for k in self.classes if k not in self.finite)
            try:
                return self._with_ends(self._few_of(kinds, self.exposed))
            except OneByOne as found:
                self.finite[found.kind] = str(found)
            except NoCrowd as found:
                self.finite |= dict.fromkeys(kinds, str(found))

    def _compiled_few(self, kinds: tuple[str, ...], exposed: frozenset[str]) -> Compiled:
        return compile_task(self.task, exposed, {kind: Crowd(FEW, FEW) for kind in kinds})

    def _few(self) -> tuple[Compiled, Search]:
        """The model with a few of each class of which there may be any number, and its runs."""
        compiled = self._gathered()
        named = ", ".join(layout.kind for layout in compiled.crowds) or "nothing"
        self.say(f"runs with {FEW} of each: {named}")
        quotient = Quotient(compiled.program)
        search = Search(compiled.program, quotient=quotient if quotient.symmetries else None)
        search.run(SAMPLED)
        return compiled, search

    def _seen(self, compiled: Compiled, search: Search) -> dict[str, Crowd]:
        """Crowds that runs have shown, with as many names as some attempt has needed."""
        return {
            kind: replace(crowd, held=max(crowd.held, self.held.get(kind, 0)))
            for kind, crowd in _seen(compiled, search).items()
        }

    def _better(
        self, crowds: dict[str, Crowd], compiled: Compiled, found: Invariant
    ) -> dict[str, Crowd] | None:
        """The crowds with which to try again; None if this is all there is."""
        exposes = self._expose(found.racing)
        alarms = found.alarms
        changed = dict(crowds)
        if UNKNOWN_SORT in alarms or UNMOVED in alarms:
            for layout in compiled.crowds:
                known = crowds[layout.kind]
                more = sorts(layout, found.distinct(layout.variables))
                new = tuple(s for s in more if s not in known.sorts)
                changed[layout.kind] = replace(known, sorts=(*known.sorts, *new))
        if changed == crowds and HELD in alarms:
            for kind in _short(compiled, found):
                held = self.held[kind] = min(crowds[kind].held + 1, MOST_HELD)
                changed[kind] = replace(crowds[kind], held=held)
        return changed if changed != crowds or exposes else None

    def _exposed_of(self, compiled: Compiled) -> frozenset[str]:
        """The variables of which it makes no difference whether they race."""
        return frozenset(
            v.name for v in compiled.program.variables
            if self.task.granularity != "merged" or memory(v.name) in self.exposed
        )

    def _expose(self, racing: Iterable[str]) -> bool:
        """Statements that access these variables must not be merged; whether some were."""
        new = {memory(name) for name in racing} - self.exposed
        if self.task.granularity != "merged":
            return False
        self.exposed |= new
        return bool(new)


def _short(compiled: Compiled, found: Invariant) -> list[str]:
    """The classes of which a step finds no name free; all if it does not say."""
    kinds = [layout.kind for layout in compiled.crowds]
    action = found.alarms[HELD].action
    if action is None:
        return kinds
    guard = compiled.program.actions[action].guard
    asked = frozenset[int]().union(*map(reads_of, guard))
    return [
        layout.kind for layout in compiled.crowds
        if asked.issuperset(present for present in layout.present if present is not None)
    ] or kinds


def _seen(compiled: Compiled, search: Search) -> dict[str, Crowd]:
    """Crowds with the sorts that runs have shown."""
    states = [*search.states, *scattered(search, SCATTERED)] if compiled.crowds else []
    stored = search.interpreter.layout
    crowds = dict[str, Crowd]()
    for layout in compiled.crowds:
        told = projection(stored.positions(layout.variables))
        unlike = [stored.unpack(state) for state in {told(s): s for s in states}.values()]
        crowds[layout.kind] = Crowd(
            named_at_once(layout, unlike), FEW, sorts(layout, unlike),
            frozenset(name for name, *_ in layout.traits),
        )
    return crowds


def _reached(search: Search) -> frozenset[str]:
    """The rules that were asked."""
    return frozenset(search.program.properties[k].id for k in search.reached)
