"""Tiny models: one driver of a few lines, one or two activities, no party of NDIS.

What is observed are the fields of the driver: they are never pruned once written.
"""

from __future__ import annotations

import textwrap
from collections import deque
from dataclasses import dataclass

from miniport.checker.evaluate import broken_invariants, take
from miniport.checker.frontend import Compiled, compile_model
from miniport.checker.ir.program import Program
from miniport.checker.witness import shown
from miniport.model.language.scope import Scope

HEAD = "from miniport.model import *\n\n\n"
DRIVER = """
class Tiny(Miniport):
{fields}

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS

{methods}


class Worker(Activity):
    def run(self):
        driver.main()
"""


def source(fields="", methods="", before="", after=""):
    """The text of a driver ``Tiny`` whose ``main`` an activity ``Worker`` runs."""
    fields, methods = (
        textwrap.indent(textwrap.dedent(t).strip("\n"), "    ") for t in (fields, methods)
    )
    body = DRIVER.format(fields=fields or "    pass", methods=methods)
    return HEAD + textwrap.dedent(before) + body + "\n\n" + textwrap.dedent(after)


def compile_text(folder, text, *, workers=1, parties=None, tokens=None, options=None, rules=(),
                 granularity="merged", second=None, **more) -> Compiled:
    """Compile a model given as text; ``second`` are the parties of a second adapter."""
    path = folder / "tiny.py"
    path.write_text(text, encoding="utf-8")
    scope = Scope("tiny", "", parties or {"Worker": workers}, tokens or {}, second=second or {})
    return compile_model(path, "Tiny", scope=scope, rules=rules, options=options,
                         granularity=granularity, **more)


@dataclass(frozen=True)
class Runs:
    """All runs of a Program, by the definition.

    ``states`` are the states; ``ends`` those where nothing is enabled; ``broken`` the ids of
    what was broken; ``transitions`` counts the steps that lead somewhere.
    """

    program: Program
    states: frozenset[tuple[int, ...]]
    ends: frozenset[tuple[int, ...]]
    broken: frozenset[str]
    transitions: int

    def of(self, *names: str, at_end: bool = True):
        """The combinations of values of these variables, printed, at the end (or anywhere)."""
        numbers = {v.name: k for k, v in enumerate(self.program.variables)}
        initial = {}
        for name in names:
            assert name in numbers, f"{name} is not one of {', '.join(numbers)}"
            initial[name] = self.program.variables[numbers[name]]
        found = set()
        for state in self.ends if at_end else self.states:
            row = tuple(_plain(shown(initial[n], state[numbers[n]])) for n in names)
            found.add(row if len(row) > 1 else row[0])
        return found


def _plain(text: str):
    if text in ("True", "False"):
        return text == "True"
    return int(text) if text.lstrip("-").isdigit() else text


def runs(program: Program) -> Runs:
    """Every run, one step at a time, as :mod:`checker.evaluate` defines them."""
    seen, todo = {program.initial}, deque([program.initial])
    ends, broken, transitions = set(), set(), 0
    while todo:
        values = todo.popleft()
        broken |= {program.properties[p].id for p in broken_invariants(program, values)}
        rest = True
        for action in program.actions:
            outcome = take(program, action, values)
            if outcome is None:
                continue
            rest = False
            broken |= {program.properties[p].id for p in outcome.broken}
            if outcome.fault is not None:
                broken.add(outcome.fault.kind)
            if outcome.values is not None:
                transitions += 1
                if outcome.values not in seen:
                    seen.add(outcome.values)
                    todo.append(outcome.values)
        if rest:
            ends.add(values)
    return Runs(program, frozenset(seen), frozenset(ends), frozenset(broken), transitions)
