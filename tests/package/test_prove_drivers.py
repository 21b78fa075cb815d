"""What ``miniport prove`` says of the shipped drivers, against explicit search with few tokens."""

from __future__ import annotations

import pytest

from miniport.checker.result import Limits, Verdict
from miniport.checker.unbounded import recheck
from miniport.facade import plan
from miniport.proving import prove_task
from miniport.task import run_task

NDIS6 = ("sample", "netvmini", "msix", "busmaster", "usbnic", "multiport")
NDIS5 = ("serialized5", "deserialized5", "intermediate5")
FAITHFUL = Limits(after_violation=20_000)

LIFECYCLES = [*((name, "lifecycle") for name in NDIS6), *((name, "ndis5") for name in NDIS5)]
OTHERS = [
    *((name, scope) for name in NDIS6 for scope in ("receive", "send")),
    *((name, scope) for name in NDIS5 for scope in ("ndis5-receive", "ndis5-send")),
]


def broken(task, kinds, number):
    """The rules that explicit search breaks with so many tokens of each class."""
    found = run_task(task.with_tokens(dict.fromkeys(kinds, number))).exploration
    return {f.property for f in found.findings if f.verdict is Verdict.VIOLATED}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "scope"), [
    *LIFECYCLES, *(pytest.param(*one, marks=pytest.mark.large("minutes each")) for one in OTHERS),
])
def test_what_is_proved_of_a_driver_is_so_of_few_tokens(name, scope) -> None:
    """With 0 to 4 tokens of each class nothing is broken that is proved, and cvc5 confirms each
    certificate; at most one rule in ten is unknown."""
    (task,) = plan([name], [scope], [], {}, FAITHFUL)
    proved = prove_task(task)
    holds = {a.rule for a in proved.answers if a.verdict is Verdict.HOLDS}
    violated = {a.rule for a in proved.answers if a.verdict is Verdict.VIOLATED}
    asked = {a.rule for a in proved.answers}
    assert proved.tokens
    assert 10 * len(asked - holds - violated) <= len(asked)
    for attempt in proved.attempts:
        if attempt.certificate is not None:
            assert set(recheck(attempt.certificate).values()) == {"unsat"}
    for number in range(5):
        found = broken(task, proved.tokens, number)
        assert not found & holds, number
        assert found & asked <= violated, number
