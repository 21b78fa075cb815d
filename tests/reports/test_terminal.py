"""What a reviewer reads, to the letter."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from rich.console import Console

from miniport.checker.trace import Trace
from miniport.model.language.rules import E, Rule
from miniport.reports import print_trace

from .odd import traces

EXPECTED = """\
violated  pause.tx-drained   nic, scope lifecycle
  When a pause completes every send has been completed.
  [net: pausing-an-adapter.md]
  a send is still with the driver
── Sender ──────────────────────────────────────────────────────
   1  miniport/model/ndis/send.py:12
       nbl.place: NDIS → DRIVER
── PnpThread ───────────────────────────────────────────────────
   2  NDIS -> driver: MiniportPause()
       nic.py:3  self.pausing = True
       pausing: False → True
   3  nic.py:4  idle = (self.sends ...
       chooses maybe() is True
✗  4  driver -> NDIS: NdisMPauseComplete()
       nic.py:6  NdisMPauseComplete()
       breaks pause.tx-drained
       breaks pause.once
  4 steps, 1 switch of activity
"""


def _printed(trace: Trace, rule: Rule | None = None, encoding: str = "utf-8", **console) -> str:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace", newline="") as file:
        print_trace(Console(file=file, **console), trace, rule)
        file.flush()
        return raw.getvalue().decode(encoding)


def test_plain(trace: Trace, rule: Rule) -> None:
    assert _printed(trace, rule) == EXPECTED


def test_long_lines_are_not_folded_in_files(trace: Trace, rule: Rule) -> None:
    long = replace(rule, text="word " * 100)
    assert "  " + "word " * 99 + "word" in _printed(trace, long, width=40)


def test_colour_only_on_a_terminal(
    trace: Trace, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = {"force_terminal": True, "color_system": "standard", "width": 200}
    assert "\x1b[1;31mviolated\x1b[0m" in _printed(trace, rule, **terminal)
    assert "\x1b" not in _printed(trace, rule)


def test_no_color(trace: Trace, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = _printed(trace, rule, force_terminal=True, color_system="standard", width=200)
    assert "\x1b[3" not in text and "\x1b[1;3" not in text


def test_steps_that_leave_the_driver_alone_are_dimmed(
    trace: Trace, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = _printed(trace, rule, force_terminal=True, color_system="standard", width=200)
    assert "\x1b[2m   1  \x1b[0m\x1b[2mminiport/model/ndis/send.py:12\x1b[0m" in text
    assert "   2  \x1b[1mNDIS -> driver: MiniportPause()\x1b[0m" in text


def test_an_output_that_is_not_unicode(trace: Trace, rule: Rule) -> None:
    text = _printed(replace(trace, model="n\xefc"), rule, encoding="ascii")
    assert text.isascii()
    assert "\nX  4  driver -> NDIS: NdisMPauseComplete()\n" in text
    assert "pausing: False > True" in text
    assert "n\\xefc, scope" in text


def test_a_guarantee_of_ndis_says_so(trace: Trace, rule: Rule) -> None:
    assert "the model of NDIS is wrong" in _printed(trace, replace(rule, side=E))


def test_a_lasso_says_where_it_repeats(trace: Trace) -> None:
    lines = _printed(replace(trace, loop=2)).splitlines()
    at = lines.index("↻ from here on the run repeats")
    assert lines[at + 1] == "   3  nic.py:4  idle = (self.sends ..."


def test_advice_is_not_called_a_violation(trace: Trace, advice: Rule) -> None:
    text = _printed(replace(trace, property=advice.id), advice)
    assert text.startswith("advice not followed  pause.once")


@given(traces())
def test_any_characters(trace: Trace) -> None:
    text = _printed(trace)
    assert not {c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)}
    assert f"{len(trace)} step" in text


def test_paths_are_shortened_in_sentences_too(trace: Trace, driver: Path) -> None:
    said = replace(trace, detail=f"PnpThread writes at {driver}:3")
    assert "\n  PnpThread writes at nic.py:3\n" in _printed(said)


def test_a_state_that_is_wrong_is_marked_at_the_end(trace: Trace) -> None:
    lines = _printed(replace(trace, property="deadlock", detail="nothing can happen")).splitlines()
    assert lines[-2] == "✗ in this state: nothing can happen"
