"""Sequence diagrams: calls are arrows to and from the driver."""

from __future__ import annotations

import re

from hypothesis import given

from miniport.checker.trace import Trace
from miniport.reports import mermaid, sequence_text

from .odd import traces


def test_mermaid(trace: Trace) -> None:
    assert mermaid(trace) == """\
%% nic / lifecycle
sequenceDiagram
  participant p0 as PnpThread
  participant p1 as driver
  p0->>p1: 2. MiniportPause()
  p1->>p0: 4. NdisMPauseComplete()
  Note over p0: breaks pause.tx-drained
  Note over p0: breaks pause.once
  Note over p0: a send is still with the driver
"""


def test_text(trace: Trace) -> None:
    assert sequence_text(trace) == """\
       PnpThread    driver
    2      |--------->|       MiniportPause()
    4      |<---------|       NdisMPauseComplete()   breaks pause.tx-drained   breaks pause.once
      a send is still with the driver
"""


_LINE = re.compile(
    r"%% [^\n]*|sequenceDiagram|  participant p\d+ as [^;\n]*(?:;[^;\n]*)*"
    r"|  p\d+->>p\d+: \d+\. .*|  Note over p\d+: .*"
)
_PLAIN = re.compile(r"#\w+;")


@given(traces())
def test_mermaid_lines_stay_lines(trace: Trace) -> None:
    for line in mermaid(trace).splitlines()[1:]:
        assert _LINE.fullmatch(line), line
        text = _PLAIN.sub("", line.partition(":")[2])
        assert not set(text) & set("#;<>&"), "read by Mermaid's grammar"
        assert not re.search(r"(?i)\bend\b", text)


@given(traces())
def test_text_has_one_line_per_call(trace: Trace) -> None:
    lines = sequence_text(trace).split("\n")[:-1]
    shown = sum(bool(step.message or step.broken) for step in trace.steps)
    assert len(lines) == 1 + shown + bool(trace.detail)
    assert all(line.isprintable() or "\xa0" in line for line in lines if line.isascii())
