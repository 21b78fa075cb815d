"""The three queries that make an invariant a proof, for any solver to answer.

``initiation``: an initial state outside the invariant; ``consecution``: a step that leads out of
it; ``safety``: a state inside that breaks a property, or from which a step does.  None of them may
have a model (Z. Manna and A. Pnueli, "Temporal Verification of Reactive Systems: Safety", 1995).
They are asked of the whole Program; nothing that found the invariant need be trusted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import z3

from ..ir.program import Program
from ..smt.logic import conjunction, disjunction
from ..smt.relation import Relation, relation
from ..smt.types import Term
from .diagram import Diagram, Edge, diagram
from .forms import Atom
from .invariant import Invariant
from .spaces import Row, Rows

__all__ = ["QUERIES", "Certificate", "certificate"]

QUERIES = ("initiation", "consecution", "safety")


@dataclass(frozen=True, slots=True)
class Certificate:
    """An invariant and what it proves, as SMT-LIB 2: each of :data:`QUERIES` is unsatisfiable.

    Each query is a list of assertions, which together may not have a model; ``nodes`` is the size
    of the invariant's diagram.
    """

    proved: tuple[str, ...]
    queries: dict[str, list[Term]]
    nodes: int

    def text(self, query: str) -> str:
        """The query in SMT-LIB 2; the answer is ``unsat``."""
        solver = z3.Solver()
        solver.add(self.queries[query])
        return f"; {query}: the answer is unsat\n(set-logic ALL)\n{solver.to_smt2()}"


def certificate(found: Invariant, proved: Iterable[str]) -> Certificate:
    """The queries of ``found`` for these properties of its Program."""
    return _Certifier(found).run(tuple(sorted(proved)))


class _Certifier:
    def __init__(self, found: Invariant) -> None:
        self.found = found
        self.program: Program = found.program
        self.counters = frozenset(found.counters)
        self.relation: Relation = relation(self.program, self.counters, narrowed=True)
        leaves: dict[tuple[tuple[tuple[bool, ...], Rows], ...], int] = {}
        ends = {
            values: leaves.setdefault(tuple(sorted(cells.items())), len(leaves))
            for values, cells in found.cells.items()
        }
        self.leaves = tuple(leaves)
        finite = [k for k in range(len(self.program.variables)) if k not in self.counters]
        self.diagram: Diagram = diagram(ends, finite)

    def run(self, proved: tuple[str, ...]) -> Certificate:
        before, after = self.relation.before, self.relation.after
        defined, inside = self._invariant(before, "")
        reached, inside_after = self._invariant(after, "'", outside=True)
        step = [*reached, self.relation.steps, z3.Not(inside_after)]
        all_of_it, inside_first = self._invariant(before, "", outside=True)
        bad = [
            term for where in (self.relation.in_state, self.relation.in_step)
            for prop, term in where.items() if prop in proved
        ]
        queries: dict[str, list[Term]] = {
            "initiation": [*all_of_it, *self._initial(before), z3.Not(inside_first)],
            "consecution": [*defined, inside, *step],
            "safety": [*defined, inside, disjunction(bad)],
        }
        return Certificate(proved, queries, len(self.diagram.nodes))

    def _initial(self, state: Sequence[Term]) -> list[Term]:
        """The initial states: parameters are any natural numbers."""
        free: set[int] = set()
        terms: list[Term] = []
        for parameter in self.program.parameters:
            first = parameter.variables[0]
            free |= set(parameter.variables)
            terms.append(state[first] >= 0)
            terms += [state[v] == state[first] for v in parameter.variables[1:]]
        return terms + [
            state[k] == variable.initial for k, variable in enumerate(self.program.variables)
            if k not in free
        ]

    def _invariant(
        self, state: Sequence[Term], mark: str, *, outside: bool = False
    ) -> tuple[list[Term], Term]:
        """Definitions, and that a state is one of the invariant.

        They say what follows from being inside, or, for ``outside``, from being not.
        """
        leaves = [z3.Bool(f"cells {k}{mark}") for k in range(len(self.leaves))]
        nodes = [z3.Bool(f"node {k}{mark}") for k in range(len(self.diagram.nodes))]
        forms = {atom: self._sum(atom, state) for atom in self.found.atoms}

        def along(edge: Edge) -> Term:
            at = nodes[edge.node] if edge.node >= 0 else leaves[-1 - edge.node]
            return conjunction([*(state[v] == value for v, value in edge.values), at])

        defined = []
        for name, cells in zip(leaves, self.leaves, strict=True):
            inside = disjunction(
                conjunction([
                    *(forms[a] >= a.least if yes else forms[a] < a.least
                      for a, yes in zip(self.found.atoms, answers, strict=True)),
                    *(self._zero(row, state) for row in space),
                ])
                for answers, space in cells
            )
            defined.append(z3.Implies(inside, name) if outside else z3.Implies(name, inside))
        for name, edges in zip(nodes, self.diagram.nodes, strict=True):
            if outside:
                defined += [z3.Implies(along(edge), name) for edge in edges]
            else:
                defined.append(z3.Implies(name, disjunction(map(along, edges))))
        natural = [state[k] >= 0 for k in self.found.counters]
        return defined, conjunction([*natural, along(self.diagram.root)])

    @staticmethod
    def _sum(atom: Atom, state: Sequence[Term]) -> Term:
        return _total([c * state[v] for v, c in atom.terms], 0)

    def _zero(self, row: Row, state: Sequence[Term]) -> Term:
        """One equation of a space; what is subtracted stands on the other side."""
        parts = [(c, state[v]) for c, v in zip(row, self.found.counters, strict=False) if c]
        left = [c * x for c, x in parts if c > 0]
        right = [-c * x for c, x in parts if c < 0]
        return _total(left, max(row[-1], 0)) == _total(right, max(-row[-1], 0))


def _total(parts: list[Term], constant: int) -> Term:
    """A sum; not every solver takes one of a single number."""
    if constant or not parts:
        parts = [*parts, z3.IntVal(constant)]
    return z3.Sum(parts) if len(parts) > 1 else parts[0]
