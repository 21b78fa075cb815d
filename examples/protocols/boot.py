"""Several initial states for a Program, which has one: a first step that chooses among them."""

from __future__ import annotations

from collections.abc import Iterable

from miniport.checker.builder import Builder, Term, Word

__all__ = ["boot"]


def boot(system: Builder, initial: Iterable[Iterable[tuple[Term, Word]]]) -> Term:
    """Add an activity "Boot" with one action per initial state; true once one was taken.

    Each initial state is a list of updates of the (all zero) state before.  Every other action
    needs the returned term in its guard, unless its activity is elsewhere than at its start;
    every invariant that the state before boot breaks needs it as its premise.
    """
    me = system.activity("Boot", ("boot", "done"))
    for number, updates in enumerate(initial):
        system.action(me, f"Init {number}", "boot", "done", updates=list(updates))
    return system.at(me, "done")
