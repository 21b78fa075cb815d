"""Several elevators in one building: calls, dispatch to the nearest, doors and buttons.

TLA+ Examples, ``MultiCarElevator/Elevator.tla`` with ``ElevatorSafetySmall.cfg``, 2 persons, 2
elevators, 2 floors: 14,296 generated, 4,122 distinct states, depth 36, 64 of them initial (anyone
anywhere).

Of several elevators at the same distance the one with the smallest number is dispatched.  Doors
that may open for a call and for a button are two successors.
"""

from __future__ import annotations

from functools import partial
from itertools import product

from miniport.checker.builder import Builder, Term, all_of, any_of, either
from miniport.checker.ir.program import Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "elevator"]

_DOWN, _UP, _STATIONARY = range(3)
_WAYS = (_DOWN, _UP)


class _Building:
    """The program under construction; a location is a floor, or beyond them an elevator."""

    def __init__(self, persons: int, elevators: int, floors: int) -> None:
        self.system = Builder(f"{elevators} elevators, {persons} persons, {floors} floors")
        array = self.system.array
        self.floors, self.persons, self.cars = range(floors), range(persons), range(elevators)
        self.location = array("location", persons, 0, floors + elevators - 1)
        self.destination = array("destination", persons, 0, floors - 1)
        self.waiting = array("waiting", persons)
        self.call = [array(f"call{f}", 2) for f in self.floors]  # by direction
        self.floor = array("floor", elevators, 0, floors - 1)
        self.way = array("direction", elevators, 0, 2, _STATIONARY)
        self.doors = array("doorsOpen", elevators)
        self.button = [array(f"button{e}", floors) for e in self.cars]
        self.ready = boot(self.system, (
            [*zip(self.location, places, strict=True), *zip(self.destination, goals, strict=True),
             *zip(self.floor, tops, strict=True)]
            for places in product(self.floors, repeat=persons)
            for goals in product(self.floors, repeat=persons)
            for tops in product(self.floors, repeat=elevators)
        ))
        for p in self.persons:
            self.person(p)
        for e in self.cars:
            self.car(e)
        self.dispatcher()
        self.safety()

    def person(self, p: int) -> None:
        """Make up one's mind, then call an elevator."""
        me = self.system.activity(f"person{p}")
        place, goal = self.location[p], self.destination[p]
        for f in self.floors:
            idle = [self.ready, self.waiting[p] == 0]
            self.system.action(me, f"want to go to {f}",
                               guard=[*idle, place < len(self.floors), place != f],
                               updates=[(goal, f)])
            for way in _WAYS:
                served = any_of(self.serves(e, f, way) & (self.doors[e] == 1) for e in self.cars)
                wanted = goal > f if way == _UP else goal < f
                self.system.action(
                    me, f"call at {f}", guard=[*idle, place == f, wanted],
                    updates=[(self.call[f][way], either(served, self.call[f][way], 1)),
                             (self.waiting[p], 1)])

    def car(self, e: int) -> None:
        """Doors, people, motion."""
        me = self.system.activity(f"elevator{e}")
        inside = len(self.floors) + e
        off_anywhere, on_anywhere, reasons = [], [], []
        closed = [self.ready, self.doors[e] == 0]
        for f in self.floors:
            here = self.floor[e] == f
            leaves = [(self.location[p] == inside) & (self.destination[p] == f)
                      for p in self.persons]
            off_anywhere.append(here & any_of(leaves))
            self.system.action(
                me, f"exit at {f}", guard=[self.ready, self.doors[e] == 1, here, any_of(leaves)],
                updates=[u for p in self.persons for u in (
                    (self.location[p], either(leaves[p], f, self.location[p])),
                    (self.waiting[p], either(leaves[p], 0, self.waiting[p])))])
            for way in range(3):
                at = [here, self.way[e] == way]
                calls = [self.call[f][way]] if way != _STATIONARY else []
                opened = [(self.doors[e], 1), (self.button[e][f], 0), *((c, 0) for c in calls)]
                for why in (*calls, self.button[e][f]):
                    reasons.append(all_of([*at, why == 1]))
                    self.system.action(me, f"open at {f}", guard=[*closed, *at, why == 1],
                                       updates=opened)
            for way in _WAYS:
                on_anywhere.append(self.enter(me, e, f, way))
                self.move(me, e, f, way)
        self.system.action(
            me, "close", updates=[(self.doors[e], 0)],
            guard=[self.ready, ~any_of(on_anywhere), ~any_of(off_anywhere), self.doors[e] == 1])
        at_end = either(self.way[e] == _UP, self.floor[e] == len(self.floors) - 1,
                        self.floor[e] == 0)
        self.system.action(me, "stop", guard=[*closed, ~any_of(reasons), at_end],
                           updates=[(self.way[e], _STATIONARY)])

    def enter(self, me: int, e: int, f: int, way: int) -> Term:
        """Everybody who waits here to go that way gets on; whether anybody does."""
        boards = [self.waits(p, f, way) for p in self.persons]
        at = [self.floor[e] == f, self.way[e] == way, any_of(boards)]
        pressed = [any_of(boards[p] & (self.destination[p] == g) for p in self.persons)
                   for g in self.floors]
        self.system.action(
            me, f"enter at {f}", guard=[self.ready, self.doors[e] == 1, *at],
            updates=[*((self.location[p], either(boards[p], len(self.floors) + e,
                                                 self.location[p])) for p in self.persons),
                     *((self.button[e][g], either(pressed[g], 1, self.button[e][g]))
                       for g in self.floors)])
        return all_of(at)

    def move(self, me: int, e: int, f: int, way: int) -> None:
        """Go on if nobody here wants this elevator, or another one is there for them."""
        following = f + 1 if way == _UP else f - 1
        if following not in self.floors:
            return
        at = [self.ready, self.floor[e] == f, self.way[e] == way, self.doors[e] == 0,
              self.button[e][f] == 0]
        ways = [("nobody calls", [self.call[f][way] == 0])]
        ways += [(f"{other} serves the call", [self.call[f][way] == 1, self.serves(other, f, way)])
                 for other in self.cars if other != e]
        for label, reason in ways:
            self.system.action(me, f"leave {f}, {label}", guard=[*at, *reason],
                               updates=[(self.floor[e], following)])

    def dispatcher(self) -> None:
        """Send the nearest elevator that stands still, unless a nearer one approaches."""
        me = self.system.activity("dispatcher")
        for f in self.floors:
            far = [either(self.floor[e] < f, self.floor[e] * -1 + f, self.floor[e] - f)
                   for e in self.cars]
            for way in _WAYS:
                stands = [self.way[e] == _STATIONARY for e in self.cars]
                comes = [(self.way[e] == way)
                         & (self.floor[e] <= f if way == _UP else self.floor[e] >= f)
                         for e in self.cars]
                for e in self.cars:
                    nearest = [~(stands[d] | comes[d]) | (far[e] < far[d] + int(d > e))
                               for d in self.cars if d != e]
                    called = [self.ready, self.call[f][way] == 1]
                    self.system.action(me, f"send {e} to {f}",
                                       guard=[*called, stands[e], *nearest],
                                       updates=[(self.floor[e], f), (self.way[e], way)])
                    self.system.action(me, f"{e} comes to {f}",
                                       guard=[*called, comes[e], *nearest])

    def serves(self, e: int, f: int, way: int) -> Term:
        """Whether elevator ``e`` is where that call is, and goes its way."""
        return (self.floor[e] == f) & (self.way[e] == way)

    def waits(self, p: int, f: int, way: int) -> Term:
        """Whether a person waits on that floor to go that way."""
        goal = self.destination[p] > f if way == _UP else self.destination[p] <= f
        return (self.location[p] == f) & (self.waiting[p] == 1) & goal

    def safety(self) -> None:
        """Buttons, calls and directions are there for somebody."""
        for e in self.cars:
            inside = len(self.floors) + e
            for p in self.persons:
                goal, now = self.destination[p], self.floor[e]
                self.system.invariant(
                    "nobody is carried away",
                    self.way[e] == either(goal > now, _UP, _DOWN),
                    premise=(self.location[p] == inside) & (goal != now))
            for f in self.floors:
                self.system.invariant(
                    "buttons are pressed from inside", premise=self.button[e][f] == 1,
                    condition=any_of((self.location[p] == inside) & (self.destination[p] == f)
                                     for p in self.persons))
        for f in self.floors:
            for way in _WAYS:
                self.system.invariant("somebody waits where a call is",
                                      any_of(self.waits(p, f, way) for p in self.persons),
                                      premise=self.call[f][way] == 1)


def elevator(persons: int, elevators: int, floors: int) -> Program:
    """A building with so many of everything."""
    return _Building(persons, elevators, floors).system.build()


ORACLES: list[Oracle] = [
    tlc("elevator-2-2-2", partial(elevator, 2, 2, 2), "MultiCarElevator/ElevatorSafetySmall",
        generated=14_296, distinct=4_122, depth=36, initial=64),
]
