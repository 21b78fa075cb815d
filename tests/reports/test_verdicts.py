"""The verdict table: counts, every rule that does not plainly hold, nothing hidden."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from miniport.checker.result import Finding, Verdict
from miniport.reports import ScopeResult, summary, verdict_table


def _table(*results: ScopeResult) -> list[str]:
    console = Console(file=io.StringIO(), width=80)
    console.print(verdict_table(results), soft_wrap=True, highlight=False)
    return console.file.getvalue().splitlines()


def _with(result: ScopeResult, *findings: Finding, limit: str = "") -> ScopeResult:
    found = replace(result.exploration, findings=findings, limit=limit)
    return replace(result, exploration=found)


def test_the_table(result: ScopeResult) -> None:
    assert _table(result) == [
        "model  scope      verdict   holds  violated  advice  unreached  states  depth  seconds",
        "nic    lifecycle  violated      1         1       1          1  12,345     17      1.8",
        "",
        "nic, scope lifecycle",
        "  violated      pause.tx-drained  (4 steps)  "
        "When a pause completes every send has been completed.",
        "  advice        pause.once  (4 steps)  Pause once.  [after pause.tx-drained]",
        "",
        "nic: not reached in this scope, hence not judged",
        "  reset.once",
    ]


def test_a_plain_holds_has_no_details(result: ScopeResult) -> None:
    assert len(_table(_with(result, Finding("range", Verdict.HOLDS, True)))) == 2


def test_incomplete_says_why(result: ScopeResult) -> None:
    cut = _with(result, Finding("range", Verdict.INCOMPLETE, True), limit="1,000 states reached")
    assert cut.verdict is Verdict.INCOMPLETE
    assert _table(cut)[-1] == "  incomplete    1,000 states reached"


def test_a_cut_is_never_holds(result: ScopeResult) -> None:
    assert _with(result, limit="interrupted").verdict is Verdict.INCOMPLETE


def test_a_violation_outweighs_a_cut(result: ScopeResult) -> None:
    broken = result.exploration.findings[0]
    assert _with(result, broken, limit="interrupted").verdict is Verdict.VIOLATED


def test_advice_alone_holds(result: ScopeResult) -> None:
    only = _with(result, result.exploration.findings[1])
    assert only.verdict is Verdict.HOLDS and only.advice and not only.violations


def test_unknown(result: ScopeResult) -> None:
    gave_up = _with(result, Finding("range", Verdict.UNKNOWN, True))
    assert gave_up.verdict is Verdict.UNKNOWN
    assert _table(gave_up)[-1] == "  unknown       range"


def test_the_summary(result: ScopeResult) -> None:
    holds = _with(result)
    assert summary([result, holds]) == "2 scopes: 1 holds, 1 violated; 24,690 states"
    assert summary([]) == "0 scopes: nothing checked; 0 states"


def test_a_rule_reached_in_one_scope_is_judged(result: ScopeResult) -> None:
    other = _with(result, Finding("reset.once", Verdict.HOLDS, True))
    assert not any("not reached" in line for line in _table(result, other))
    assert "nic: not reached in these 2 scopes, hence not judged" in _table(result, result)


def _bounded(result: ScopeResult, bound: int, *findings: Finding) -> ScopeResult:
    found = replace(result.exploration, findings=findings, in_flight=bound)
    return replace(result, exploration=found)


def test_a_bound_is_never_holds(result: ScopeResult) -> None:
    found = _bounded(result, 2, Finding("range", Verdict.BOUNDED, True),
                     Finding("reset.once", Verdict.BOUNDED, False))  # fmt: skip
    assert found.verdict is Verdict.BOUNDED
    assert found.words == "holds with up to 2 callbacks in flight"
    assert _table(found)[1:5] == [
        "nic    lifecycle  holds with up to 2 callbacks in flight"
        "      1         0       0          1  12,345     17      1.8",
        "",
        "nic, scope lifecycle",
        "  in flight     at most 2 callbacks at once: what is not violated may be with more",
    ]
    assert _table(found)[-1] == "  reset.once"


def test_a_bound_is_said_beside_every_verdict(result: ScopeResult) -> None:
    broken = _bounded(result, 1, *result.exploration.findings)
    assert broken.words == "violated with up to 1 callback in flight"
    cut = _bounded(result, 3, Finding("range", Verdict.INCOMPLETE, True))
    assert cut.words == "incomplete with up to 3 callbacks in flight"
    hashed = replace(cut, exploration=replace(
        cut.exploration, findings=(Finding("range", Verdict.BOUNDED, True),), omission=0.5,
    ))  # fmt: skip
    assert hashed.words == "holds with up to 3 callbacks in flight (compact)"


def test_the_summary_counts_bounds_apart(result: ScopeResult) -> None:
    held = Finding("range", Verdict.BOUNDED, True)
    results = [_bounded(result, 2, held), _bounded(result, 1, held), _bounded(result, 2, held),
               _with(result, Finding("range", Verdict.HOLDS, True))]  # fmt: skip
    assert summary(results) == (
        "4 scopes: 1 holds, 2 holds with up to 2 callbacks in flight,"
        " 1 holds with up to 1 callback in flight; 49,380 states"
    )
