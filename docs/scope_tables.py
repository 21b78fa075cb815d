"""``docs/scopes.md``: the scopes, their sizes, the rules they exercise, and who meets whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from miniport.model.language import Scope

__all__ = ["scopes_page"]

INTRODUCTION = """\
# Scopes

A scope says who takes part in a run, how many of each, with which options
([options](options.md)). `miniport check MODEL` runs the standard suite of the driver's
generation, NDIS 6.x or 5.x: all scopes but those that run *on request*, when they are named.
Parties that come with an object of the driver (timer expiry, workers, interrupts, DPCs) take
part wherever the driver declares the object. In a scope marked *silent* there are no
interrupts; one marked *essential* leaves out timers that the driver declares with
`essential=False`; one with a bound lets so many callbacks be in flight at once, unless
`--in-flight` says otherwise.

This page is generated (`docs/generate.py`). The numbers are the states of the shipped drivers
with all rules, up to the order of interchangeable things, statements merged
([reductions](reductions.md)); `>` was not explored to the end; *broken* is a driver with
defects of its own, or that is not written for the scope.
"""

RULES = """\
## Rules by scope

In every scope in which a driver is initialized, paused, restarted and halted its life cycle is
judged: the rules of `lifecycle` (of `ndis5` for 5.x). These are the rules that shipped drivers
put to the test in the other scopes besides.
"""

MEETINGS = """\
## Who meets whom

Two parties can disturb each other only in a scope in which both take part. For every pair of
parties that scopes name, these are the scopes in which they meet; *everything* (of 5.x
*ndis5-everything*) is named only where it is the only one. Timers, workers, interrupts and DPCs
come with the driver's objects: they meet every party below wherever it takes part (interrupts and
their DPCs not in silent scopes). Callbacks meet in *everything* one at a time, but for what waits,
beside PnP and the device; in the other scopes all of them at once.
"""

APART = {
    "FurtherPnpThread": "two adapters share the driver, and nothing else: its load, its"
    " registration, its device objects, its `DriverData`. The scope has the calls that reach"
    " those in every shipped driver; the other parties concern one adapter, as in all other scopes"
    " ([decision 010](decisions/010-two-adapters.md))",
    "SelectiveSuspend": "NDIS asks only an adapter that nobody uses to go to sleep, and the first"
    " send or request that comes ends that: these meet it, as do a return, a reset, the removal,"
    " the system's own sleep, its shutdown, a pause and a halt. A cancellation follows a send or a"
    " request; direct and synchronous requests come in the same states as regular ones; what a"
    " cable or a port does is for an adapter that is awake",
}
"""Why a party need not meet those it never meets."""

Explored = Mapping[str, Mapping[str, Mapping[str, Any]]]


def scopes_page(
    scopes: Sequence[Scope], explored: Explored, rules: Mapping[str, Mapping[str, Any]]
) -> str:
    """The page; ``explored`` says by driver and scope how many states there are, ``rules`` by rule
    which drivers reach it in which scopes."""
    lines = [INTRODUCTION]
    for generation in (6, 5):
        chosen = [scope for scope in scopes if scope.ndis == generation]
        lines += [f"## NDIS {generation}.x", "", *_sizes(chosen, explored), ""]
    lines += [RULES, "| scope | rules |", "|---|---|"]
    for generation, common in ((6, "lifecycle"), (5, "ndis5")):
        usual = _reached(common, rules)
        for scope in scopes:
            if scope.ndis == generation and not scope.on_request:
                found = _reached(scope.name, rules)
                named = found if scope.name == common else found - usual
                lines.append(f"| {scope.name} | {', '.join(sorted(named)) or '-'} |")
    lines += ["", MEETINGS]
    for generation in (6, 5):
        lines += _meetings([scope for scope in scopes if scope.ndis == generation], generation)
    return "\n".join(lines)


def _sizes(scopes: Sequence[Scope], explored: Explored) -> list[str]:
    names = {scope.name for scope in scopes}
    drivers = [driver for driver, found in explored.items() if names & found.keys()]
    lines = [f"| scope | what, and who takes part beside PnP | {' | '.join(drivers)} |"]
    lines.append("|---|---|" + "---:|" * len(drivers))
    for scope in scopes:
        cells = [_cell(explored[driver].get(scope.name)) for driver in drivers]
        lines.append(f"| {scope.name} | {scope.doc}: {_cast(scope)} | {' | '.join(cells)} |")
    return lines


def _cell(found: Mapping[str, Any] | None) -> str:
    if found is None:
        return ""
    if found["verdict"] == "violated":
        return "*broken*"
    more = "> " if found["verdict"] == "incomplete" else ""
    return f"{more}{found['states']:,}"


def _cast(scope: Scope) -> str:
    parties = [
        f"{number} {name}" if number > 1 else name
        for name, number in scope.parties.items()
        if not name.startswith("PnpThread")
    ]
    parties += [f"{name} (second adapter)" for name in scope.second]
    marks = ["silent"] if "InterruptLine" in scope.without else []
    marks += ["essential"] if scope.essential_only else []
    marks += ["on request"] if scope.on_request else []
    if scope.in_flight is not None:
        marks.append(f"{scope.in_flight} callback in flight")
    tokens = [f"{number} {name}" for name, number in scope.tokens.items()]
    said = ", ".join([*parties, *tokens]) or "nobody"
    return f"{said} ({', '.join(marks)})" if marks else said


def _reached(scope: str, rules: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {
        rule for rule, behind in rules.items()
        if any(scope in found for found in behind["reached"].values())
    }  # fmt: skip


def _meetings(scopes: Sequence[Scope], generation: int) -> list[str]:
    lines = [f"### NDIS {generation}.x", "", "| party | meets |", "|---|---|"]
    casts = {scope.name: {*scope.parties, *scope.second} for scope in scopes}
    parties = list(dict.fromkeys(p for s in scopes for p in (*s.parties, *s.second)))
    for party in parties:
        others = []
        for other in parties:
            both = [s for s in scopes if {party, other} <= casts[s.name]]
            if party == other:
                both = [s for s in both if s.parties.get(party, 0) > 1]
            names = [s.name for s in both if not s.name.endswith("everything")]
            if both:
                others.append(f"{other} ({', '.join(names or (s.name for s in both))})")
        lines.append(f"| {party} | {'; '.join(others)} |")
    apart: dict[str, list[str]] = {}
    for one, other in combinations(parties, 2):
        if not any({one, other} <= cast for cast in casts.values()):
            party, it = (one, other) if one in APART else (other, one)
            apart.setdefault(party, []).append(it)
    if not apart:
        return [*lines, "", "There is no pair that never meets.", ""]
    lines += ["", "Pairs that never meet, and why they need not:", ""]
    for party, others in apart.items():
        lines.append(f"* {party} with {', '.join(others)}: {APART[party]}.")
    return [*lines, ""]
