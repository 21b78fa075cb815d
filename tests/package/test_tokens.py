"""``--tokens CLASS=N``: other numbers of tokens than those of the scope."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miniport.checker.result import Limits, Verdict
from miniport.facade import check, plan
from miniport.proving import prove_task

RULES = Path(__file__).parents[1] / "rules"
BUFFERS, SENDS, REQUESTS = "RECEIVE_NET_BUFFER_LIST", "NET_BUFFER_LIST", "NDIS_OID_REQUEST"


def test_more_tokens_are_more_states(miniport, tmp_path) -> None:
    states = []
    for number in (0, 1, 2):
        file = tmp_path / "result.json"
        ran = miniport("check", RULES / "base_receive.py", "--scope", "receive", "--tokens",
                       f"{BUFFERS}={number}", "--json", file)
        assert ran.code == 0, ran.err
        (result,) = json.loads(file.read_text(encoding="utf-8"))["results"]
        assert result["tokens"] == {BUFFERS: number}
        states.append(result["states"])
    assert states == sorted(set(states))


@pytest.mark.parametrize(("given", "answer"), [
    ("NET_BUFER_LIST=2", "there is no class of tokens 'NET_BUFER_LIST'. Did you mean"),
    ("NET_BUFFER_LIST", "--tokens takes CLASS=NUMBER"),
    ("NET_BUFFER_LIST=-1", "--tokens takes CLASS=NUMBER"),
    ("NET_BUFFER_LIST=40", "there are 0 to 16 tokens of NET_BUFFER_LIST, not 40"),
])
def test_what_is_no_number_of_tokens_is_refused(miniport, given, answer) -> None:
    ran = miniport("check", RULES / "base_send.py", "--scope", "send", "--tokens", given)
    assert ran.code == 3 and answer in ran.err


def test_a_class_of_the_model_itself(tmp_path) -> None:
    model = tmp_path / "own.py"
    own = "class Buffer(Token):\n    count: Final = 1\n    free: bool = True\n\n\nclass "
    text = (RULES / "base.py").read_text(encoding="utf-8")
    model.write_text(text.replace("class ", own, 1), encoding="utf-8")
    assert check(model, "lifecycle", tokens={"Buffer": 3}).ok


def verdicts(path, scope, number, kind):
    report = check(RULES / path, scope, tokens={kind: number}, after_violation=None)
    return {f.property for f in report.findings if f.verdict is Verdict.VIOLATED}


LARGE = pytest.mark.large


@pytest.mark.slow
@pytest.mark.parametrize(("path", "scope", "kind"), [
    ("base_oid.py", "oids", REQUESTS),
    ("mem/mem_pool_empty.py", "lifecycle", BUFFERS),
    ("pause/pause_tx_drained.py", "send", SENDS),
    pytest.param("base_receive.py", "receive", BUFFERS, marks=LARGE),
    ("base_send.py", "send", SENDS),
    ("halt/halt_waits_rx.py", "receive", BUFFERS),
    ("pause/pause_rx_drained.py", "receive", BUFFERS),
])
def test_what_is_proved_of_any_number_is_so_of_few(path, scope, kind) -> None:
    """With 0 to 3 tokens one by one exactly those rules are broken that the answers say are, from
    the number on that they say."""
    (task,) = plan([RULES / path], [scope], [], {}, Limits())
    proved = prove_task(task)
    assert kind in proved.tokens, proved.finite
    answers = {a.rule: a for a in proved.answers}
    assert not [a for a in answers.values() if a.verdict is Verdict.UNKNOWN]
    for number in range(4):
        broken = verdicts(path, scope, number, kind) & answers.keys()
        assert broken <= {r for r, a in answers.items() if a.verdict is Verdict.VIOLATED}
        for rule, answer in answers.items():
            if answer.verdict is Verdict.VIOLATED and set(answer.tokens) == {kind}:
                assert (rule in broken) == (number >= answer.tokens[kind]), (rule, number)
