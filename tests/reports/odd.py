"""Traces with any characters anywhere: what reports must survive."""

from __future__ import annotations

from hypothesis import strategies as st

from miniport.checker.ir.program import Span
from miniport.checker.trace import Step, Trace

__all__ = ["traces"]

_text = st.text(max_size=12) | st.sampled_from(
    ["\x00", "\x1b[31m", "a\nb", "\r", '"', "\\", "<&>", "]]>", "#;%%", "end", "\ud800", "\ufffe"]
)
_names = st.lists(_text, min_size=1, max_size=4, unique=True)


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Any trace: names, labels, messages and changes of any characters."""
    names = tuple(draw(_names))
    labels = tuple((draw(_text), draw(_text)) for _ in names)
    values = st.tuples(*(st.integers(0, 1) for _ in names))
    span = st.none() | st.builds(Span, file=_text.map(lambda t: t + ".py"), line=st.integers(1, 9))
    step = st.builds(
        Step,
        activity=_text,
        label=_text,
        message=_text,
        span=span,
        statements=st.lists(span.filter(bool), max_size=2).map(tuple),
        choices=st.lists(_text, max_size=2).map(tuple),
        changes=st.lists(st.tuples(_text, _text, _text), max_size=2).map(tuple),
        values=values,
        broken=st.lists(_text, max_size=2).map(tuple),
    )
    steps = tuple(draw(st.lists(step, max_size=4)))
    loop = draw(st.none() | st.integers(0, len(steps) - 1)) if steps else None
    return Trace(
        draw(_text), draw(_text), draw(_text), draw(_text),
        names, (0,) * len(names), labels, draw(values), steps, loop,
    )  # fmt: skip
