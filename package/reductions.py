"""The self-check of the reductions: what they leave out must not matter.

A scope is explored once as usual and once with reductions switched off; then every rule has the
same verdict, and every counterexample of the reduced search, its steps taken apart into
statements, is a run of the unreduced model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from miniport.checker.aims import of_the_graph
from miniport.checker.expand import expanded
from miniport.checker.orbits import orbits
from miniport.checker.result import Exploration, Finding, Verdict
from miniport.model.language.rules import LV
from miniport.reports import Comparison, ScopeResult
from miniport.run import Outcome
from miniport.task import Task, compile_task

__all__ = ["SWITCHES", "compare", "compare_verdicts", "compared", "unreduced"]

SWITCHES = {
    "all": {"granularity": "statement", "keep_dead": True, "symmetry": False},
    "merging": {"granularity": "statement"},
    "dead": {"keep_dead": True},
    "symmetry": {"symmetry": False},
}
"""What is switched off to check which reduction."""


def unreduced(task: Task, which: str = "all") -> Task:
    """The task with reductions switched off, one of :data:`SWITCHES`."""
    return replace(task, **SWITCHES[which])  # type: ignore[arg-type]  # values of several types


def compared(
    tasks: Sequence[Task], again: Sequence[Task], outcomes: Sequence[Outcome]
) -> list[Comparison]:
    """The outcomes of ``tasks`` beside those of ``again``, the same tasks unreduced.

    ``outcomes`` are those of the ones, then of the others; a pair with an exception is left out.
    Compiles the models again to take traces apart.
    """
    pairs = zip(tasks, again, outcomes, outcomes[len(tasks):], strict=False)
    return [
        compare(task, reduced, other, full) for task, other, reduced, full in pairs
        if isinstance(reduced, ScopeResult) and isinstance(full, ScopeResult)
    ]


def compare(task: Task, reduced: ScopeResult, other: Task, full: ScopeResult) -> Comparison:
    """Whether the results of ``task`` and of ``other``, the same unreduced, agree."""
    verdicts = compare_verdicts(reduced, full)
    found = (*_wrong_traces(task, reduced, other, full), *_wrong_orbits(task, reduced, other))
    return replace(verdicts, disagreements=verdicts.disagreements + found)


def _wrong_orbits(task: Task, reduced: ScopeResult, other: Task) -> Iterator[str]:
    """Whether a search reduced by symmetry found as many states as there are orbits."""
    if replace(other, symmetry=True) != task or reduced.exploration.cut:
        return
    program = compile_task(task, reduced.exposed).program
    count = orbits(program, task.limits)
    if count is not None and count != reduced.exploration.states:
        yield f"{reduced.exploration.states:,} states are not the {count:,} orbits"


def compare_verdicts(reduced: ScopeResult, full: ScopeResult) -> Comparison:
    """Whether the same rules are broken; traces are not looked at."""
    disagreements, undecided = [], []
    before, after = _by_rule(reduced.exploration), _by_rule(full.exploration)
    for rule in dict.fromkeys([*before, *after]):
        few, many = before.get(rule), after.get(rule)
        if _broken(few) != _broken(many):
            if _open(rule, few, reduced) or _open(rule, many, full):
                undecided.append(rule)
            else:
                words = ["violated" if _broken(f) else "not violated" for f in (few, many)]
                disagreements.append(f"{rule}: {words[0]} reduced, {words[1]} unreduced")
        elif not _broken(few) and (reduced.exploration.cut or full.exploration.cut):
            undecided.append(rule)
    return Comparison(reduced, full, tuple(disagreements), tuple(undecided))


def _wrong_traces(
    task: Task, reduced: ScopeResult, other: Task, full: ScopeResult
) -> Iterator[str]:
    """What is wrong with the traces of ``reduced``, taken apart."""
    traces = {f.property: f.trace for f in reduced.exploration.findings if f.trace is not None}
    if not traces:
        return
    # A search that was cut may not have seen everything that must not be merged.
    single = compile_task(other, full.exposed | reduced.exposed).program
    merged = compile_task(task, reduced.exposed).program
    shortest = _by_rule(full.exploration)
    for rule, trace in traces.items():
        length = expanded(merged, trace, single)
        best = shortest[rule].trace if rule in shortest else None
        if length is None:
            yield f"{rule}: its trace of {len(trace)} steps is no run of the unreduced model"
        # Whether a run is stuck already is not asked of it: a few steps may be missing.
        elif not of_the_graph(single, rule) and best is not None and length < len(best):
            yield (
                f"{rule}: a trace of {length} statements is shorter than the shortest, {len(best)}"
            )


def _by_rule(found: Exploration) -> dict[str, Finding]:
    return {f.property: f for f in found.findings}


def _broken(finding: Finding | None) -> bool:
    return finding is not None and finding.verdict is Verdict.VIOLATED


def _open(rule: str, finding: Finding | None, found: ScopeResult) -> bool:
    """Whether more of the search could have broken the rule.

    Not if only runs ended, at the violations of rules that end them: they do in both searches.
    What the whole graph says (``progress``, rules of kind LV) is not judged then.
    """
    if _broken(finding):
        return False
    of_the_graph = rule == "progress" or (rule in found.rules and found.rules[rule].kind is LV)
    return found.exploration.cut or (of_the_graph and bool(found.exploration.limit))
