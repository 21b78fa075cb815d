"""A trace as a sequence diagram: one lane per activity, and one for the driver.

NDIS is not a lane: it acts through its activities.  A call of an entry point goes from the
activity to the driver, a call of an NDIS function from the driver to the activity that runs it.
Steps that are no call are left out, except those that break a rule.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..checker.trace import Step, Trace
from .characters import in_mermaid, in_terminal

__all__ = ["Arrow", "arrows", "mermaid", "sequence_text"]

DRIVER = "driver"

_OUTWARD = "driver -> NDIS: "
_INWARD = "NDIS -> driver: "
"""How the front end begins the message of a step."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One row: step ``number`` of ``activity``; a call goes ``inward``, to the driver, or out."""

    number: int
    activity: str
    text: str
    calls: bool
    inward: bool
    broken: tuple[str, ...]


def arrows(trace: Trace) -> tuple[Arrow, ...]:
    """The rows of the diagram, in order."""
    return tuple(
        _arrow(number, step)
        for number, step in enumerate(trace.steps, 1)
        if step.message or step.broken
    )


def _arrow(number: int, step: Step) -> Arrow:
    inward = not step.message.startswith(_OUTWARD)
    text = step.message.removeprefix(_INWARD).removeprefix(_OUTWARD) or step.label
    return Arrow(number, step.activity, text, bool(step.message), inward, step.broken)


def mermaid(trace: Trace) -> str:
    """A Mermaid ``sequenceDiagram``."""
    rows = arrows(trace)
    lanes = _lanes(rows)
    lines = [f"%% {in_terminal(trace.model)} / {in_terminal(trace.scope)}", "sequenceDiagram"]
    lines += [f"  participant p{i} as {in_mermaid(name)}" for name, i in lanes.items()]
    for row in rows:
        lane = f"p{lanes[row.activity]}"
        ends = (lane, f"p{lanes[DRIVER]}") if row.inward else (f"p{lanes[DRIVER]}", lane)
        text = in_mermaid(f"{row.number}. {row.text}")
        lines.append(
            f"  {ends[0]}->>{ends[1]}: {text}" if row.calls else f"  Note over {lane}: {text}"
        )
        lines += [f"  Note over {lane}: breaks {in_mermaid(id)}" for id in row.broken]
    if trace.detail:
        lines.append(f"  Note over p0: {in_mermaid(trace.detail)}")
    return "\n".join([*lines, ""])


def sequence_text(trace: Trace) -> str:
    """The diagram in plain characters: an arrow, then the call, one line per call."""
    rows = arrows(trace)
    lanes = _lanes(rows)
    names = [in_terminal(name) for name in lanes]
    width = max(map(len, names)) + 2
    lines = [" " * 6 + "".join(name.center(width) for name in names).rstrip()]
    for row in rows:
        drawn = _draw(row, lanes, width)
        broken = "".join(f"   breaks {in_terminal(id)}" for id in row.broken)
        lines.append(f"{row.number:5} {drawn}  {in_terminal(row.text)}{broken}")
    if trace.detail:
        lines.append(f"      {in_terminal(trace.detail)}")
    return "\n".join([*lines, ""])


def _lanes(rows: tuple[Arrow, ...]) -> dict[str, int]:
    """Activities in order of appearance; the driver after the first, where most arrows end."""
    order = list(dict.fromkeys(row.activity for row in rows))
    order.insert(1, DRIVER)
    return {name: index for index, name in enumerate(order)}


def _draw(row: Arrow, lanes: dict[str, int], width: int) -> str:
    middle = [width * i + (width - 1) // 2 for i in range(len(lanes))]
    line = [" "] * (width * len(lanes))
    for x in middle:
        line[x] = "|"
    here, driver = middle[lanes[row.activity]], middle[lanes[DRIVER]]
    if not row.calls:
        line[here] = "*"
        return "".join(line)
    low, high = sorted((here, driver))
    line[low + 1 : high] = "-" * (high - low - 1)
    head = driver if row.inward else here
    line[head - 1 if head == high else head + 1] = ">" if head == high else "<"
    return "".join(line)
