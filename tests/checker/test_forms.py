"""Traces as JSON and ITF, replayed traces, and the canonical text of a Program."""

import dataclasses
import json

import pytest

from examples.protocols.chandy_misra import chandy_misra
from examples.protocols.increment import increment
from miniport.checker import trace_json
from miniport.checker.builder import Builder, either
from miniport.checker.errors import CheckerBug, UsageError
from miniport.checker.explore import explore
from miniport.checker.ir.program import Span
from miniport.checker.replay import replay
from miniport.checker.text import text


def trace_of(program, prop):
    """The trace to the violation of a property."""
    return next(f.trace for f in explore(program).findings if f.property == prop)


@pytest.fixture
def lost_update():
    """The program and the trace of the lost update of two threads."""
    program = increment(2, shared=True)
    return program, trace_of(program, "counted")


def test_a_trace_survives_json(lost_update):
    """Equal in every field, with spans or without."""
    _, trace = lost_update
    assert trace_json.loads(trace_json.dumps(trace)) == trace
    spans = (Span("a.py", 1, 2, 3, 4), Span("b.py", 9))
    step = dataclasses.replace(trace.steps[0], span=spans[0], statements=spans, choices=("x",))
    other = dataclasses.replace(trace, steps=(step,), loop=0)
    assert trace_json.loads(trace_json.dumps(other)) == other


@pytest.mark.parametrize("damage", [
    "not json", "[]", "{}", '{"format": "miniport trace", "version": 99}',
    '{"format": "miniport trace", "version": 1}',
])
def test_a_file_that_is_no_trace_is_refused(damage):
    """As a mistake of the user, not of ours."""
    with pytest.raises(UsageError):
        trace_json.loads(damage)


def test_itf_has_a_state_for_every_state(lost_update):
    """Variables by name; values with labels as strings."""
    _, trace = lost_update
    document = trace_json.itf(trace)
    json.dumps(document)
    assert document["vars"] == list(trace.variables)
    assert [state["#meta"]["index"] for state in document["states"]] == list(range(5))
    assert document["states"][0]["thread0.pc"] == "read"
    assert document["states"][-1]["i"] == 1
    assert all(set(state) == {"#meta", *trace.variables} for state in document["states"])


def test_replay_returns_the_actions(lost_update):
    """One per step, by the definition."""
    program, trace = lost_update
    labels = [program.actions[n].label for n in replay(program, trace)]
    assert labels == [step.label for step in trace.steps]


def test_a_tampered_trace_is_detected(lost_update):
    """A value, a label, the order, the claim: nothing can be changed unnoticed."""
    program, trace = lost_update
    first, *rest = trace.steps
    values = (first.values[0] + 1, *first.values[1:])
    forged = [
        dataclasses.replace(trace, steps=(dataclasses.replace(first, values=values), *rest)),
        dataclasses.replace(trace, steps=(dataclasses.replace(first, label="write"), *rest)),
        dataclasses.replace(trace, steps=(dataclasses.replace(first, activity="X"), *rest)),
        dataclasses.replace(trace, steps=(dataclasses.replace(first, broken=("race",)), *rest)),
        dataclasses.replace(trace, steps=tuple(trace.steps[1:])),
        dataclasses.replace(trace, steps=tuple(trace.steps[:-1])),
        dataclasses.replace(trace, property="deadlock"),
        dataclasses.replace(trace, initial=values),
        dataclasses.replace(trace, variables=trace.variables[::-1]),
        dataclasses.replace(trace, loop=0),
    ]
    for wrong in forged:
        with pytest.raises(CheckerBug):
            replay(program, wrong)


def test_text_of_a_program():
    """Everything that has a meaning, readable, in the order of the Program."""
    system = Builder("example")
    state = system.variable("state", 0, 2, labels=("IDLE", "BUSY", "DONE"))
    count = system.variable("count", 0, 255, checked="bound", shared=True)
    cells = system.array("cells", 2, -1, 3)
    me = system.activity("worker", ("idle", "run"), kind="dpc", home=state == 0)
    system.property("race", race_kinds=("thread", "dpc"))
    system.property("none", fatal=True)
    system.action(me, "start", "idle", "run", guard=[state == 0, ~((count < 3) | (count == 9))],
                  updates=[(state, 1), (count, (count + 1) * 2 - (count - 1))],
                  checks=[("none", state == 1, count != 0)], span=Span("/a/b/worker.py", 12),
                  message="Start")
    system.action(me, "store", "run", "idle",
                  updates=[(cells[count], either(count <= 1, cells[count + 1], -1))])
    system.invariant("small", count <= 9)
    system.final = (state == 2).expr
    assert text(system.build()) == """\
program example

variable 0 state: 0..2 = IDLE (IDLE, BUSY, DONE)
variable 1 count: 0..255 = 0, bound, shared
variable 2 cells[0]: -1..3 = -1
variable 3 cells[1]: -1..3 = -1
variable 4 worker.pc: 0..1 = idle (idle, run)

activity 0 worker: dpc, counter worker.pc
  home state == IDLE
  0 idle
  1 run

property 0 race, races of thread dpc
property 1 none, fatal
property 2 small
invariant small: count <= 9
final state == DONE

action 0 worker: idle -> run: start
  at worker.py:12
  statements worker.py:12
  message Start
  when state == IDLE
  when not (count < 3 or count == 9)
  check none: state == BUSY => count != 0
  state := BUSY
  count := (count + 1) * 2 - (count - 1)
  plain reads count
  plain writes count

action 1 worker: run -> idle: store
  cells[count] := cells[count + 1:2] if count <= 1 else -1
  plain reads count
"""


def test_text_is_deterministic():
    """The same Program, built twice, has the same text."""
    assert text(chandy_misra(5)) == text(chandy_misra(5))
