"""The pages of the rule reference, as Markdown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from miniport.model.language.rules import Rule, Side
from miniport.specs.microsoft import checks
from miniport.specs.seeds import SENTENCES

__all__ = ["index", "linked", "page"]

_DOCS = "https://learn.microsoft.com/en-us/windows-hardware/drivers"
_FOLDERS = {"net": "network", "dbg": "debugger", "dvt": "devtest", "krn": "kernel"}

INDEX = """\
# Rule reference

What `miniport` checks: one page per rule, with the reason for it, the way to keep it, the pages
of Microsoft's documentation it comes from, and a driver that breaks it, with the shortest way to
do so. [Coverage](../coverage.md) shows the same from the other side: by sentence of the
documentation, by rule of Microsoft's tools, by bug check. The pages are generated
(`docs/generate.py`); the rules themselves are in [specs](../../specs).

A rule must be kept by the **driver**; breaking **advice** is a warning; a rule about **NDIS** is
what a driver may rely on, and checks the model of NDIS. All are checked in every state, or at
every occurrence of what they speak of. A rule of liveness (LV) is a goal, checked as always
possible: from every state a state in which it is reached stays within reach of the steps that are
bound to happen, those that nobody may leave out.
"""


def linked(source: str) -> str:
    """Citations as links."""

    def link(found: re.Match[str]) -> str:
        kind, name = found[1], found[2].removesuffix(".md")
        if kind == "ddi":
            folder, _, name = ("ndis/" + name).rpartition("/")
            place = f"ddi/{folder.rpartition('/')[2]}/{name}"
        else:
            place = f"{_FOLDERS[kind]}/{name}"
        return f"[{kind}: {name}]({_DOCS}/{place})"

    return re.sub(r"\[(net|ddi|dbg|dvt|krn): ([^\]]+)\]", link, source).replace(") [", "), [")


def index(rules: Iterable[Rule]) -> str:
    """The first page: all rules, by area."""
    lines = [INDEX]
    for area, group in groupby(rules, key=lambda rule: rule.id.partition(".")[0]):
        lines += [f"## {area}", "", "| rule | of | says |", "|---|---|---|"]
        lines += [f"| [{r.id}]({r.id}.md) | {_side(r)} | {r.text} |" for r in group]
        lines.append("")
    return "\n".join(lines)


def page(
    rule: Rule, proofs: Sequence[tuple[Any, str, str]], reached: Mapping[str, Sequence[str]],
    root: Path,
) -> str:
    """The page of a rule; ``proofs`` are the proofs, each with its source and diagram."""
    lines = [f"# {rule.id}", "", rule.text, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in _facts(rule, reached, root) if value]
    if rule.notes:
        lines += ["", f"**How the documentation is read.** {rule.notes}"]
    about_ndis = rule.side is Side.E
    lines += ["", "## What a driver may rely on" if about_ndis else "## Why", "", rule.why]
    if rule.fix:
        lines += ["", "## How to keep it", "", rule.fix]
    lines += ["", "## NDIS as it must not be" if about_ndis else "## A driver that breaks it"]
    for proof, source, diagram in proofs:
        name = proof.path.relative_to(root).as_posix()
        says = " ".join((ast.get_docstring(ast.parse(source)) or "").split())
        shown = f"[{name}](../../{name}), scope `{proof.scope}`, {proof.length} steps"
        how = "replaces a function of the environment" if about_ndis else f"`miniport check {name}"
        how += "" if about_ndis else f" --scope {proof.scope}`"
        lines += ["", says, "", "```python", source.rstrip("\n"), "```", ""]
        lines += [f"{shown} ({how}):", "", "```mermaid", diagram, "```"]
    return "\n".join([*lines, ""])


def _side(rule: Rule) -> str:
    return {Side.D: "driver", Side.d: "advice", Side.E: "NDIS"}[rule.side]


def _facts(
    rule: Rule, reached: Mapping[str, Sequence[str]], root: Path
) -> Iterable[tuple[str, str]]:
    text = {name: check.text for table in checks().values() for check in table
            for name in check.names}  # fmt: skip
    sentences = {sentence.label: sentence.text for sentence in SENTENCES}
    events = ", ".join(f"`{event}`" for event in rule.events)
    file = f"specs/{Path(rule.file).name}"
    yield "kind", f"{rule.kind.value} ({rule.kind.name})"
    article = "an" if rule.severity == "error" else "a"
    yield "of", f"{_side(rule)}; a violation is {article} {rule.severity}"
    yield "NDIS", f"{rule.ndis}.x only" if rule.ndis else ""
    yield "status", rule.status + (
        ", in every state" if rule.events == ("always",)
        else "" if rule.events == ("eventually",) else f", at {events}"
    )  # fmt: skip
    yield "predicate", f"`{rule.function}` in [{file}](../../{file})"
    yield "source", linked(rule.source)
    yield "sentences", "; ".join(f"{label}: {sentences[label]}" for label in rule.seed)
    yield "Microsoft", "<br>".join(f"{name}: {text.get(name, '')}" for name in rule.microsoft)
    yield "put to the test by", "; ".join(
        f"`{driver}` in {', '.join(scopes)}" for driver, scopes in reached.items()
    )
