"""Loops over all tokens of a crowd (:mod:`.crowds`).

If the body does not name the token it runs as often as there are tokens.  A search, ``if c(n):
return n``, finds any token that will do.  Of more than one step, it takes a turn for each token
(:mod:`.turns`).  In one step, what it does to one token of a sort it does to all of them: its body
may change what is of the token, and anything else only to a value of its own that it does not look
at, so that neither the order of the tokens nor how many there are makes a difference.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..ir.program import Const, Expr, Read
from ..simplify import TRUE, make, negate
from ..walk import reads_of
from .crowds import UNMOVED, Gathered, OneByOne
from .frame import Edges, Loop
from .graph import Assign, Assume, Branch, Join, Node, Note, Verify
from .types import COUNT, Scalar
from .values import Number, Place

if TYPE_CHECKING:
    from .lowering import Lowering
    from .world import Slot

__all__ = ["Changing", "Loops", "Stray"]


@dataclass(frozen=True)
class Changing:
    """What a loop over a crowd is at: a held token, or the tokens of a sort, one of which has what
    is of it at ``places``, by name."""

    crowd: Gathered
    sort: int | None
    places: Mapping[str, Place]
    node: ast.For


@dataclass(frozen=True)
class Stray:
    """Tokens that are of no known sort any more: where their number is, and what they have."""

    number: Place
    traits: Mapping[str, Expr]


class Loops:
    """Lowering of such loops (a part of :class:`.lowering.Lowering`)."""

    changing: Changing | None

    def over_crowd(self: Lowering, node: ast.For, name: str, kind: Scalar) -> Edges:
        """``for n in tokens(C)``.  From where it was left with ``break``."""
        crowd = self.crowd_of(kind)
        assert crowd is not None
        if not _names(node.body, name):
            return self._repeat(node, name, crowd)
        if _found(node) is not None:
            return self._search(node, name, kind)
        if not self.atomic:
            return self.in_turn(node, name, kind)
        if self.changing is not None or self.pure:
            raise OneByOne(self._where(node), crowd.definition.name)
        self._each(node, name, crowd, kind)
        return []

    def changed(self: Lowering, crowd: Gathered, sort: int, name: str) -> Place | None:
        """Where the token of a sort that a loop changes has something; None if none does."""
        now = self.changing
        if now is None or now.crowd is not crowd or now.sort != sort:
            return None
        return now.places[name]

    def _repeat(self: Lowering, node: ast.For, name: str, crowd: Gathered) -> Edges:
        turn = Place(self.local(f"${name}.turn{len(self.frame.loops) or ''}", COUNT), COUNT)
        self.assign(turn, Const(0), node)
        head = Join()
        self.emit(head)
        self.mark(node, loop=True)
        inside, after = self.graph.branch(
            Branch(make("<", Read(turn.base), Read(crowd.total)), False)
        )
        self.graph.open = inside
        return self.around(node.body, head, after, lambda: self.assign(
            turn, make("+", Read(turn.base), Const(1)), node
        ))  # fmt: skip

    def _search(self: Lowering, node: ast.For, name: str, kind: Scalar) -> Edges:
        """Which token is the first is an accident: any of them may be."""
        test = _found(node)
        assert test is not None
        before = self.frame.locals.get(name)
        found = []
        with self.purely():
            for item, present in self.crowd_items(kind):
                self.frame.locals[name] = item
                with self.assuming(present):
                    found.append((item, "", make("and", present, self.condition(test.test))))
        some, none = self.graph.branch(
            Branch(make("or", *(c for _, _, c in found)), self.frame.plain)
        )
        self.graph.open = some
        self.frame.locals[name] = self._choice(node, list(found))
        loop = Loop(len(self.frame.withs))
        self.frame.loops.append(loop)
        self.block(test.body)
        self.frame.loops.pop()
        if loop.continues:
            raise OneByOne(self._where(node), kind.describe())
        self.graph.open += none
        self.frame.locals.pop(name, None)
        if before is not None:
            self.frame.locals[name] = before
        return loop.breaks

    # -- all of them in one step -----------------------------------------------------------

    def _each(self: Lowering, node: ast.For, name: str, crowd: Gathered, kind: Scalar) -> None:
        body = _Body(self.world.slots, self._outer())
        held, sorts = crowd.crowd.held, range(len(crowd.crowd.sorts))
        for k in range(held):
            inside, skip = self.graph.branch(Branch(Read(crowd.present + k), False))
            self.graph.open = inside
            mine = {base + k for base, _ in crowd.traits.values()}
            item = Number(Const(k + 1), kind)
            nodes = self._body(node, name, item, Changing(crowd, None, {}, node))
            if body.add(nodes, mine) is None:
                raise OneByOne(self._where(node), crowd.definition.name)
            self.graph.open += skip
        after = [self.temporary(COUNT) for _ in sorts]
        for place in after:
            self.assign(place, Const(0), node)
        strays = [
            self._sort(node, name, Number(Const(held + 1 + k), kind), crowd, body, after)
            for k in sorts
        ]
        if not body.independent:
            raise OneByOne(self._where(node), crowd.definition.name)
        span = self.frame.module.source.span(node)
        for k, place in enumerate(after):
            self.emit(Assign(crowd.counts + k, Read(place.base), False, span))
        self.name_strays(node, crowd, kind, [stray for stray in strays if stray is not None])

    def _sort(
        self: Lowering, node: ast.For, name: str, item: Number, crowd: Gathered, body: _Body,
        after: Sequence[Place],
    ) -> Stray | None:
        """The tokens of a sort are of the sort that one of them is of after the body.

        What they are when that is none.
        """
        assert isinstance(item.expr, Const)
        sort = crowd.stands_for(item.expr.value)
        assert sort is not None
        number, there = Read(crowd.counts + sort), make("<", Const(0), Read(crowd.counts + sort))
        places = {}
        for trait, (base, _) in crowd.traits.items():
            scalar = self.world.slots[base].type
            places[trait] = Place(self.local(f"${name}.{trait}.{sort}", scalar), scalar)
            self.assign(places[trait], Const(crowd.trait(sort, trait)), node)
        nodes = self._body(node, name, item, Changing(crowd, sort, places, node))
        others = body.add(nodes, {place.base for place in places.values()})
        if others is None:
            raise OneByOne(self._where(node), crowd.definition.name)
        for other in others:
            _only_if(there, other)
        alike = []
        for k in crowd.different():
            like = make("and", *(
                make("==", Read(places[trait].base), Const(crowd.trait(k, trait)))
                for trait in crowd.distinguished
            ))
            alike.append(like)
            moved = make("if", like, number, Const(0))
            self.assign(after[k], make("+", Read(after[k].base), moved), node)
        strays = make("if", make("or", *alike), Const(0), number)
        if strays == Const(0):
            return None
        lost = self.temporary(COUNT)
        self.assign(lost, strays, node)
        return Stray(lost, {trait: Read(place.base) for trait, place in places.items()})

    def name_strays(
        self: Lowering, node: ast.For | ast.Call, crowd: Gathered, kind: Scalar,
        strays: Sequence[Stray],
    ) -> None:
        """Tokens of no sort get the names that are free, to show which sort is missing; where one
        is left over a property breaks."""
        if not strays:
            return
        numbers = [Read(stray.number.base) for stray in strays]
        any_there = make("or", *(make("<", Const(0), number) for number in numbers))
        astray, fine = self.graph.branch(Branch(any_there, False))
        self.graph.open = astray
        left: Expr = TRUE
        if len(crowd.crowd.sorts) == 1:
            # While no sorts are known each of them counts.
            ((stray, number),) = zip(strays, numbers, strict=True)
            for k in range(crowd.crowd.held):
                free = negate(Read(crowd.present + k))
                named, other = self.graph.branch(
                    Branch(make("and", make("<", Const(0), number), free), False)
                )
                self.graph.open = named
                self.give_name(crowd, k, stray.traits, node)
                self.assign(stray.number, make("-", number, Const(1)), node)
                self.graph.open = self.graph.open + other
            left = make("<", Const(0), number)
        else:
            # The first will do, and asks less about their number; there is one way to it, not one
            # for each sort.
            *others, last = strays
            traits = dict(last.traits)
            for stray, number in zip(reversed(others), reversed(numbers[:-1]), strict=True):
                there = make("<", Const(0), number)
                traits = {
                    name: make("if", there, stray.traits[name], value)
                    for name, value in traits.items()
                }
            self.name_one(crowd, traits, self.temporary(kind), node)
        self.emit(Verify(UNMOVED, TRUE, negate(left), self._where(node), ends_run=False))
        self.graph.open = self.graph.open + fine

    def _body(
        self: Lowering, node: ast.For, name: str, item: Number, changing: Changing
    ) -> list[Node]:
        """The nodes of the body for one token."""
        before = self.frame.locals.get(name)
        self.frame.locals[name] = item
        self.changing = changing
        nodes: list[Node] = []
        self.graph.recorded = nodes
        loop, returns = Loop(len(self.frame.withs)), len(self.frame.returns)
        self.frame.loops.append(loop)
        self.block(node.body)
        self.frame.loops.pop()
        self.graph.recorded = None
        self.changing = None
        if loop.breaks or len(self.frame.returns) > returns:
            raise OneByOne(self._where(node), changing.crowd.definition.name)
        self.graph.open += loop.continues
        self.frame.locals.pop(name, None)
        if before is not None:
            self.frame.locals[name] = before
        return nodes

    def _outer(self: Lowering) -> set[int]:
        """The variables of locals that exist before the loop."""
        return {
            variable
            for frame in self.frames for value in frame.locals.values()
            if isinstance(value, Number) for variable in reads_of(value.expr)
        }


class _Body:
    """What a body does to what is not of the token, gathered over all tokens."""

    def __init__(self, slots: Sequence[Slot], outer: set[int]) -> None:
        self.slots, self.outer = slots, outer
        self._seen: set[int] = set()
        self._written: dict[int, set[Expr]] = {}

    @property
    def independent(self) -> bool:
        """Whether it makes no difference in which order it is done, and how often."""
        return not self._seen & self._written.keys() and all(
            len(values) == 1 and all(isinstance(v, Const) for v in values)
            for values in self._written.values()
        )

    def add(self, nodes: Sequence[Node], mine: set[int]) -> list[Node] | None:
        """Add what was done to one token, of which ``mine`` are the variables.

        Those of the nodes that do or ask more than change it; None if they differ from token to
        token: there is a choice, say.
        """
        own, seen, others = set(mine), set[int](), list[Node]()
        for node in nodes:
            match node:
                case Assign():
                    seen |= reads_of(node.value) - own
                    if node.slot in own:
                        continue
                    # A local that is first assigned is of this turn of the loop.
                    if (self.slots[node.slot].owner >= 0 and node.slot not in self.outer | seen):
                        own.add(node.slot)
                        continue
                    self._written.setdefault(node.slot, set()).add(node.value)
                    others.append(node)
                case Branch() | Assume():
                    seen |= reads_of(node.condition) - own
                    others.append(node)
                case Verify():
                    seen |= (reads_of(node.condition) | reads_of(node.premise)) - own
                    others.append(node)
                case Join() | Note():
                    pass
                case _:
                    return None
        self._seen |= seen
        return others


def _only_if(condition: Expr, node: Node) -> None:
    """The node does something, or asks, only where the condition holds."""
    match node:
        case Assign():
            node.value = make("if", condition, node.value, Read(node.slot))
        case Assume():
            node.condition = make("or", negate(condition), node.condition)
        case Verify():
            node.premise = make("and", condition, node.premise)


def _names(body: Sequence[ast.stmt], name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for s in body for n in ast.walk(s))


def _found(node: ast.For) -> ast.If | None:
    """The test of a search: all there is in the body, and over when it holds."""
    match node.body:
        case [ast.If(body=[*_, ast.Return() | ast.Break()], orelse=[]) as test]:
            return test
    return None
