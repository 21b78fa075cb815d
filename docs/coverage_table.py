"""The coverage table, as Markdown: what is required, and the rules that check it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rule_pages import linked

from miniport.model.language.rules import Rule
from miniport.reports import BUILT_IN_RULES
from miniport.specs.microsoft import ANY, MINIPORT, Check, Expressible, checks
from miniport.specs.seeds import PAGES, SENTENCES

__all__ = ["coverage"]

INTRODUCTION = """\
# Coverage

Which rule checks what: by sentence of four pages of the documentation, by rule of Microsoft's own
tools, by bug check; then for each rule what shows that it works: the drivers made to break it, and
the scopes in which the shipped drivers put it to the test. Generated from the rules and the tests
(`docs/generate.py`); a test compares, and requires that nothing which can be checked is empty. The
[rule reference](rules/README.md) has a page for each rule.
"""

MICROSOFT = """\
*Applies to*: whom the check concerns; *expressible*: whether a model of the protocol can say it -
at all, if it keeps IRQLs, if it keeps locks, or as something that must happen in the end
(leads-to). Where there are no rules a row may say why. SDV is Static Driver Verifier, DV is Driver
Verifier. The rules named judge every interleaving, the tools what they happen to see.
"""


def coverage(rules: Mapping[str, Rule], evidence: Mapping[str, Mapping[str, Any]]) -> str:
    """The whole document."""
    both = {**rules, **BUILT_IN_RULES}
    lines = [INTRODUCTION]
    lines += _summary(rules, both)
    lines += ["## Sentences of the documentation", ""]
    lines += ["The label counts the sentences of the page.", ""]
    for number, (title, source) in PAGES.items():
        lines += [f"### {number}: {title}", "", linked(source), ""]
        lines += ["| sentence | says | rules |", "|---|---|---|"]
        for sentence in SENTENCES:
            if sentence.label.startswith(number):
                found = _rules(r for r in rules.values() if sentence.label in r.seed)
                nothing = f"*nothing to check: {sentence.reason}*" if sentence.reason else ""
                lines.append(f"| {sentence.label} | {sentence.text} | {found or nothing} |")
        lines.append("")
    lines += ["## What Microsoft's tools check", "", MICROSOFT]
    for title, table in checks().items():
        lines += [f"### {title}", "", "| check | applies to | expressible | says | rules |"]
        lines += ["|---|---|---|---|---|", *(_row(check, both.values()) for check in table), ""]
    lines += ["## Rules, their proofs, the scopes that reach them", ""]
    lines += ["| rule | broken by (scope, steps) | put to the test in |", "|---|---|---|"]
    for id, rule in rules.items():
        facts = evidence[id]
        broken = "<br>".join(map(_proof, facts["proofs"]))
        tested = "; ".join(
            f"{driver}: {', '.join(scopes)}" for driver, scopes in facts["reached"].items()
        )
        lines.append(f"| {_rules([rule])} | {broken} | {tested} |")
    return "\n".join([*lines, ""])


def _row(check: Check, rules: Iterable[Rule]) -> str:
    found = _rules(r for r in rules if set(r.microsoft) & set(check.names))
    reason = check.reason
    if not reason and check.applies not in (MINIPORT, ANY):
        reason = "does not concern every miniport"
    said = found or f"*{reason}*"
    if check.reason and found:
        said = f"*{reason}*: {found}"
    names = ", ".join(check.names)
    return f"| {names} | {check.applies} | {check.expressible.value} | {check.text} | {said} |"


def _proof(proof: Mapping[str, Any]) -> str:
    name = proof["file"].removeprefix("tests/rules/")
    return f"[{name}](../{proof['file']}) ({proof['scope']}, {proof['steps']})"


def _rules(rules: Iterable[Rule]) -> str:
    return ", ".join(
        f"`{rule.id}`" if rule.id in BUILT_IN_RULES else f"[{rule.id}](rules/{rule.id}.md)"
        for rule in rules
    )


def _summary(rules: Mapping[str, Rule], both: Mapping[str, Rule]) -> list[str]:
    used = {name for rule in both.values() for name in rule.microsoft}
    labels = {label for rule in rules.values() for label in rule.seed}
    content = [sentence.label for sentence in SENTENCES if not sentence.reason]
    lines = ["| | all | to be covered | covered |", "|---|---|---|---|"]
    lines.append(
        f"| sentences | {len(SENTENCES)} | {len(content)} |"
        f" {sum(label in labels for label in content)} |"
    )
    for title, table in checks().items():
        wanted = [check for check in table if check.wanted]
        covered = sum(bool(used & set(check.names)) for check in wanted)
        lines.append(f"| {title} | {len(table)} | {len(wanted)} | {covered} |")
    unsayable = sum(
        check.expressible is Expressible.NO for table in checks().values() for check in table
    )
    return [
        *lines,
        "",
        "To be covered is what has something to check and, of Microsoft's checks, what concerns"
        f" every miniport and can be expressed: {unsayable} cannot. There are {len(rules)} rules.",
        "",
    ]
