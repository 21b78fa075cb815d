"""The three queries that make an invariant a proof, for any solver to answer.

``initiation``: an initial state outside the invariant; ``consecution``: a step that leads out of
it; ``safety``: a state inside that breaks a property, or from which a step does, or in which two
actions race.  None of them may have a model (Z. Manna and A. Pnueli, "Temporal Verification of
Reactive Systems: Safety", 1995).  They are asked of the whole Program; nothing that found the
invariant need be trusted.  Finite variables are truth values, counts are integers: QF_LIA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import z3

from ..ir.program import Program
from ..races import Races
from ..smt.logic import FALSE, TRUE, conjunction, disjunction, implication, negation
from ..smt.relation import of_states
from ..smt.steps import taken
from ..smt.types import Term
from .cases import Cases, CaseTerms, state_of
from .cells import Cell
from .dependence import deciding, function, functions
from .diagram import Diagram, Edge, diagram, ordered
from .forms import Atom, NotLinear
from .invariant import Invariant
from .spaces import Row

__all__ = ["QUERIES", "Certificate", "certificate"]

Way = tuple[list[Term], list[Term]]

QUERIES = ("initiation", "consecution", "safety")


@dataclass(frozen=True, slots=True)
class Certificate:
    """An invariant and the properties it proves.

    Each query is a list of assertions, which together may not have a model; ``nodes`` is the size
    of the invariant's diagrams.  A query has a model where one of its ``ways`` has, which are
    smaller: some assertions, and terms one of which is true.
    """

    proved: tuple[str, ...]
    queries: Mapping[str, list[Term]]
    ways: Mapping[str, list[Way]]
    nodes: int

    def text(self, query: str) -> str:
        """The query in SMT-LIB 2; the answer is ``unsat``."""
        solver = z3.Solver()
        solver.add(self.queries[query])
        return f"; {query}: the answer is unsat\n(set-logic QF_LIA)\n{solver.to_smt2()}"


def certificate(found: Invariant, proved: Iterable[str]) -> Certificate:
    """The queries of ``found`` for these properties of its Program."""
    return _Certifier(found).run(tuple(sorted(proved)))


State = list[Term | Cases]


@dataclass(frozen=True, slots=True)
class _Conjunct:
    """A part of an invariant: definitions, what is true, and the variables these read."""

    defined: list[Term]
    holds: Term
    reads: frozenset[int]


class _Certifier:
    def __init__(self, found: Invariant) -> None:
        self.found = found
        self.program: Program = found.program
        self.counters = frozenset(found.counters)
        self.before, self.after = self._state(""), self._state(" next")
        terms = CaseTerms(self.program, self.before, self.counters)
        self.steps = [taken(self.program, action, terms) for action in self.program.actions]
        self.in_state = of_states(self.program, terms, self.steps)
        finite = [k for k in range(len(self.program.variables)) if k not in self.counters]
        self.told, left = functions(found.states, finite)
        order = ordered(found.states, finite)
        self.control = diagram(found.states, np.zeros_like(found.leaf), left, order)
        # What other variables tell of is not needed to tell a leaf, but may make it simpler.
        self.counted = min(
            (self._leaves(variables, order) for variables in (left, finite)),
            key=lambda paths: sum(map(len, paths.nodes)),
        )

    def _leaves(self, variables: Sequence[int], order: Sequence[int]) -> Diagram:
        """The leaf of each control state, as some of these variables tell it."""
        found = self.found
        telling = deciding(found.states, found.leaf, variables)
        assert telling is not None, "two leaves of one control state"
        return function(found.states, found.leaf, telling, order)

    def run(self, proved: tuple[str, ...]) -> Certificate:
        every = self._invariant(self.before, "", outside=True)
        first = [*chain.from_iterable(c.defined for c in every), *self._initial()]
        outside = [negation(c.holds) for c in every]
        before = self._invariant(self.before, "")
        inside = [*chain.from_iterable(c.defined for c in before), *(c.holds for c in before)]
        moved, changes = self._moves()
        after = self._invariant(self.after, " next", outside=True)
        reached = chain.from_iterable([*changes.values(), *(c.defined for c in after)])
        bad = self._bad(frozenset(proved))
        queries = {
            "initiation": [*first, disjunction(outside)],
            "consecution": [
                *inside, *moved, *reached, disjunction(negation(c.holds) for c in after),
            ],
            "safety": [*inside, disjunction(bad)],
        }
        ways: dict[str, list[Way]] = {
            "initiation": [(first, outside)],
            # What a step makes of other variables is always possible: it stays in their ranges.
            "consecution": [
                ([*inside, *moved, *chain.from_iterable(changes[k] for k in sorted(c.reads)),
                  *c.defined], [negation(c.holds)])
                for c in after
            ],
            "safety": [(inside, bad or [FALSE])],
        }
        nodes = sum(len(d.nodes) for d in self._diagrams())
        return Certificate(proved, queries, ways, nodes)

    def _state(self, mark: str) -> State:
        return [
            z3.Int(f"{k} {v.name}{mark}") if k in self.counters
            else state_of(f"{k} {v.name}{mark}", v)
            for k, v in enumerate(self.program.variables)
        ]

    def _initial(self) -> list[Term]:
        """The initial states: parameters are any natural numbers."""
        free: set[int] = set()
        terms: list[Term] = []
        for parameter in self.program.parameters:
            first = parameter.variables[0]
            free |= set(parameter.variables)
            terms.append(self.before[first] >= 0)
            terms += [self.before[v] == self.before[first] for v in parameter.variables[1:]]
        return terms + [
            self.before[k] == variable.initial
            for k, variable in enumerate(self.program.variables) if k not in free
        ]

    def _moves(self) -> tuple[list[Term], Mapping[int, list[Term]]]:
        """That an action is taken, which goes on; and of each variable what it leads to from the
        state before."""
        width = len(self.steps).bit_length()
        bits = [z3.Bool(f"action.{k}") for k in range(width)]
        chosen = [
            conjunction(bit if number >> k & 1 else negation(bit) for k, bit in enumerate(bits))
            for number in range(len(self.steps))
        ]
        moved = [disjunction(chosen)]
        changing: list[list[Term]] = [[] for _ in self.program.variables]
        changes = dict[int, list[Term]]((k, []) for k in range(len(changing)))
        for now, step in zip(chosen, self.steps, strict=True):
            moved.append(implication(now, step.goes_on))
            for variable, value in step.after.items():
                changing[variable].append(now)
                changes[variable].append(implication(now, self._same(variable, value)))
        for variable, terms in changes.items():
            stays = self._same(variable, self.before[variable])
            terms.append(disjunction([*changing[variable], stays]))
        return moved, changes

    def _same(self, variable: int, value: Term | Cases) -> Term:
        """That a variable has a value after the step, which is in its range."""
        after = self.after[variable]
        if not isinstance(after, Cases):
            return after == value
        if not isinstance(value, Cases):
            name = self.program.variables[variable].name
            raise NotLinear(f"a count is stored in {name}")
        return conjunction(
            disjunction([negation(when), after.when(number)])
            for number, when in value.values.items() if number in after.values
        )

    def _bad(self, proved: frozenset[str]) -> list[Term]:
        """What must not be: what states break, steps, and pairs of them."""
        bad = [term for prop, term in self.in_state.items() if prop in proved]
        for step in self.steps:
            bad += [term for prop, term in step.broken if prop in proved]
        return bad + self._races(proved)

    def _races(self, proved: frozenset[str]) -> list[Term]:
        """Two actions that race are enabled at once.

        Beside those of what is proved, all that race for memory for which the invariant has no
        race: merging steps has taken for granted that nothing does.
        """
        races = Races(self.program)
        if not races.judged:
            return []
        of, rivals = races.matrix()
        members: dict[int, list[int]] = {}
        for number in range(len(self.steps)):
            members.setdefault(int(of[number]), []).append(number)
        either = {
            kind: disjunction(self.steps[number].enabled for number in numbers)
            for kind, numbers in members.items()
        }

        def asked(one: int, other: int) -> bool:
            race = races.race(members[one][0], members[other][0])
            names = {self.program.variables[v].name for v in race.variables}
            mine = race.property is not None and (
                self.program.properties[race.property].id in proved
            )
            return mine or not names <= self.found.racing

        return [
            conjunction([either[one], either[other]])
            for one in either for other in either
            if one <= other and rivals[one, other] and asked(one, other)
        ]

    def _invariant(
        self, state: State, mark: str, *, outside: bool = False
    ) -> list[_Conjunct]:
        """What together says that a state is one of the invariant: its counters are in one of the
        cells, its control state is one, and other variables are what it tells.

        Definitions say what follows from being inside, or, for ``outside``, from being not.
        """
        said = self._said(state)
        leaves = [z3.Bool(f"cells.{k}{mark}") for k in range(len(self.found.leaves))]
        defined = []
        for name, cells in zip(leaves, self.found.leaves, strict=True):
            inside = disjunction(said[cell] for cell in cells.items())
            defined.append(implication(inside, name) if outside else implication(name, inside))
        ends = [[TRUE], leaves]
        ends += [[state[f.variable] == value for value in f.values] for f in self.told]
        control, counted, *told = (
            _paths(paths, ends[number], state, f"node.{number}", mark, outside)
            for number, paths in enumerate(self._diagrams())
        )
        natural = [state[k] >= 0 for k in self.found.counters]
        return [
            _Conjunct([*defined, *counted.defined], conjunction([*natural, counted.holds]),
                      counted.reads.union(self.found.counters)),
            control,
            _Conjunct([*chain.from_iterable(c.defined for c in told)],
                      conjunction(c.holds for c in told),
                      frozenset(f.variable for f in self.told).union(*(c.reads for c in told))),
        ]

    def _said(self, state: State) -> dict[Cell, Term]:
        """What each cell says of the counters of a state."""
        forms = {atom: _sum(atom, state) for atom in self.found.atoms}
        answered = {
            (atom, yes): form >= atom.least if yes else form < atom.least
            for atom, form in forms.items() for yes in (True, False)
        }
        cells = dict.fromkeys(chain.from_iterable(leaf.items() for leaf in self.found.leaves))
        zero = {row: self._zero(row, state) for row in {r for _, space in cells for r in space}}
        return {
            (answers, space): conjunction([
                *(answered[atom, yes]
                  for atom, yes in zip(self.found.atoms, answers, strict=True) if yes is not None),
                *(zero[row] for row in space),
            ])
            for answers, space in cells
        }

    def _diagrams(self) -> list[Diagram]:
        return [self.control, self.counted, *(f.diagram for f in self.told)]

    def _zero(self, row: Row, state: State) -> Term:
        """One equation of a space; what is subtracted stands on the other side."""
        parts = [(c, state[v]) for c, v in zip(row, self.found.counters, strict=False) if c]
        left = [c * x for c, x in parts if c > 0]
        right = [-c * x for c, x in parts if c < 0]
        return _total(left, max(row[-1], 0)) == _total(right, max(-row[-1], 0))


def _sum(atom: Atom, state: Sequence[Term | Cases]) -> Term:
    return _total([c * state[v] for v, c in atom.terms], 0)


def _total(parts: list[Term], constant: int) -> Term:
    """A sum; not every solver takes one of a single number."""
    if constant or not parts:
        parts = [*parts, z3.IntVal(constant)]
    return z3.Sum(parts) if len(parts) > 1 else parts[0]


def _paths(
    paths: Diagram, ends: Sequence[Term], state: State, name: str, mark: str, outside: bool
) -> _Conjunct:
    """That a state has a path from the root of a diagram, whose nodes are defined, to an end that
    is true; the ends are as they are."""
    nodes = [z3.Bool(f"{name}.{k}{mark}") for k in range(len(paths.nodes))]

    def along(edge: Edge) -> Term:
        at = nodes[edge.node] if edge.node >= 0 else ends[-1 - edge.node]
        return conjunction([*(state[v] == value for v, value in edge.values), at])

    defined = list[Term]()
    for node, edges in zip(nodes, paths.nodes, strict=True):
        if outside:
            defined += [implication(along(edge), node) for edge in edges]
        else:
            defined.append(implication(node, disjunction(map(along, edges))))
    every = [paths.root, *chain.from_iterable(paths.nodes)]
    reads = frozenset(variable for edge in every for variable, _ in edge.values)
    return _Conjunct(defined, along(paths.root), reads)
