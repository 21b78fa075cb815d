"""A trace as a reviewer reads it on a terminal.

First what is wrong: the rule, its text, its page.  Then the numbered steps, under the name of the
activity that makes them; a new heading is a switch of activity, which is where races live.  Each
step shows the driver's source lines, the choices taken and what changed.  Steps of the environment
that leave the driver alone are dimmed.  The step that breaks the rule is marked, at the end.

Colour, and its absence (no terminal, ``NO_COLOR``), are the console's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from rich.console import Console, Group
from rich.text import Text

from ..checker.ir.program import Span
from ..checker.trace import Step, Trace
from ..model.language.rules import Rule, Side
from .characters import in_terminal
from .sources import in_environment, place, shorter, source_line

__all__ = ["print_trace", "trace_text"]

def print_trace(console: Console, trace: Trace, rule: Rule | None = None) -> None:
    """Print the trace; lines are never cut, and folded only where a terminal has an edge."""
    text = trace_text(trace, rule)
    if not (console.encoding or "").lower().startswith("utf"):
        text = Group(*(_ascii(line) for line in text.renderables if isinstance(line, Text)))
    console.print(text, soft_wrap=not console.is_terminal, highlight=False, markup=False)


def trace_text(trace: Trace, rule: Rule | None = None) -> Group:
    """The rendering, one line of text each."""
    return Group(*_header(trace, rule), *_steps(trace), *_end(trace))


def _header(trace: Trace, rule: Rule | None) -> Iterator[Text]:
    advice = rule is not None and rule.severity == "warning"
    style = "bold yellow" if advice else "bold red"
    title = Text.assemble(
        ("advice not followed" if advice else "violated", style),
        "  ",
        (in_terminal(trace.property), "bold"),
    )
    yield title.append(f"   {in_terminal(trace.model)}, scope {in_terminal(trace.scope)}", "dim")
    if rule is not None:
        yield Text("  " + in_terminal(rule.text))
        yield Text("  " + in_terminal(rule.source), "cyan")
        if rule.notes:
            yield Text("  note: " + in_terminal(rule.notes))
        if rule.why and rule.side is not Side.E:
            yield Text("  why: " + in_terminal(rule.why))
        if rule.fix:
            yield Text("  fix: " + in_terminal(rule.fix))
        if rule.side is Side.E:
            yield Text("  A guarantee of NDIS itself: unless a rule of the driver broke before, "
                       "the model of NDIS is wrong.")  # fmt: skip
    if trace.detail:
        yield Text("  " + in_terminal(shorter(trace.detail)), "bold")


def _steps(trace: Trace) -> Iterator[Text]:
    activity = None
    digits = max(3, len(str(len(trace))))
    for number, step in enumerate(trace.steps, 1):
        if step.activity != activity:
            activity = step.activity
            name = in_terminal(activity)
            yield Text(f"── {name} " + "─" * max(2, 60 - len(name)), "bold blue")
        if trace.loop is not None and number == trace.loop + 1:
            yield Text("↻ from here on the run repeats", "bold magenta")
        yield from _step(trace, number, step, digits)


def _step(trace: Trace, number: int, step: Step, digits: int) -> Iterator[Text]:
    """A call has a line of its own; any other step begins with its first statement."""
    dim = "" if _touches_driver(step) or step.broken else "dim"
    margin = " " * (digits + 4)
    breaks = trace.property in step.broken
    mark = f"{'✗' if breaks else ' '}{number:{digits}}  "
    lines = [_statement(span, dim) for span in _shown(step)]
    if step.message:
        lines.insert(0, Text(in_terminal(step.message), dim or "bold"))
    elif not lines or not step.statements:
        lines.insert(0, Text(in_terminal(step.label), dim))
    yield Text(mark, "bold red" if breaks else dim) + lines[0]
    for line in lines[1:]:
        yield Text(margin) + line
    for choice in step.choices:
        yield Text(f"{margin}chooses {in_terminal(choice)}", dim or "magenta")
    yield from _changes(step, margin)
    for id in step.broken:
        yield Text(f"{margin}breaks {in_terminal(id)}", "bold red" if breaks else "red")


def _statement(span: Span, dim: str) -> Text:
    where, text = Text(in_terminal(place(span)), dim or "cyan"), source_line(span)
    return where.append("  ").append(text, dim or "default") if text else where


def _changes(step: Step, margin: str) -> Iterator[Text]:
    """The driver's fields, one a line; the rest of the world on one line, dimmed."""
    rest = []
    for name, before, after in step.changes:
        change = f"{in_terminal(name)}: {in_terminal(before)} → "
        if _is_field(name):
            yield Text.assemble(margin, change, (in_terminal(after), "green"))
        elif name != f"{step.activity} at":  # its own place: the next step shows it
            rest.append(change + in_terminal(after))
    if rest:
        yield Text(margin + ", ".join(rest), "dim")


def _shown(step: Step) -> list[Span]:
    """The driver's statements; of a step of the environment alone, where it stands.

    Leaving a ``with`` or a call is a statement of its own, at the place of the one before it.
    """
    lines = groupby(step.statements, key=lambda span: (span.file, span.line))
    own = [next(spans) for (file, _line), spans in lines if not in_environment(file)]
    return own or ([step.span] if step.span else list(step.statements[:1]))


def _touches_driver(step: Step) -> bool:
    return any(not in_environment(s.file) for s in step.statements) or any(
        _is_field(name) for name, _before, _after in step.changes
    )


def _is_field(name: str) -> bool:
    """A field of the driver: all others are named after the object they belong to."""
    return not any(mark in name for mark in ".: ")


def _end(trace: Trace) -> Iterator[Text]:
    if not any(trace.property in step.broken for step in trace.steps):
        here = shorter(trace.detail) or f"breaks {trace.property}"
        yield Text(f"✗ in this state: {in_terminal(here)}", "bold red")
    switches = sum(a.activity != b.activity for a, b in pairwise(trace.steps))
    steps = f"{len(trace)} step{'s' * (len(trace) != 1)}"
    yield Text(f"  {steps}, {switches} switch{'es' * (switches != 1)} of activity", "dim")


def _ascii(line: Text) -> Text:
    """The same line for an output that is not Unicode; the replacements keep every width."""
    plain = line.plain.translate({0x2500: "-", 0x2717: "X", 0x21BB: "@", 0x2192: ">"})
    line.plain = plain.encode("ascii", "backslashreplace").decode()
    return line
