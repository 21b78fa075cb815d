"""What is broken before the premise of a property is true for the first time.

A search that ends runs where a property is broken may never come to the premise of another, which
then holds for no good reason; this says which properties must not end runs for that.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import takewhile

from .explore import explore
from .ir.program import Const, Program
from .result import NO_LIMITS, Finding, Limits

__all__ = ["broken_before"]


def broken_before(
    program: Program, asked: Collection[str], limits: Limits = NO_LIMITS
) -> dict[str, frozenset[str]]:
    """For each property (id) ``asked`` of steps or states: the others that are broken on a
    shortest run to where its premise is true, before that; those of which there is no such run
    within ``limits`` are left out."""
    numbers = {n for n, p in enumerate(program.properties) if p.id in asked}
    # The premise is true where the property is broken, if nothing can fulfil it.
    unfulfilled = replace(
        program,
        properties=tuple(
            replace(p, fatal=p.fatal and p.id not in asked) for p in program.properties
        ),
        actions=tuple(
            replace(action, checks=tuple(
                replace(check, condition=Const(0)) if check.property in numbers else check
                for check in action.checks
            ))
            for action in program.actions
        ),
        invariants=tuple(
            replace(invariant, condition=Const(0)) if invariant.property in numbers else invariant
            for invariant in program.invariants
        ),
    )  # fmt: skip
    found = explore(
        unfulfilled, limits, stop_on=frozenset(asked), check_progress=False, symmetry=True,
    )
    return {
        finding.property: _earlier(finding).difference(asked) for finding in found.findings
        if finding.property in asked and finding.trace is not None
    }


def _earlier(finding: Finding) -> frozenset[str]:
    """What is broken on the trace of a finding before its property is, also in the same step."""
    assert finding.trace is not None
    last = finding.trace.steps[-1].broken if finding.trace.steps else ()
    same = takewhile(lambda broken: broken != finding.property, last)
    return frozenset(finding.after).union(same)
