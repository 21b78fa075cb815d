"""Tokens of any number: with finite numbers the same states and verdicts as tokens one by one."""

from dataclasses import replace
from pathlib import Path

import pytest

from miniport.checker.explore import explore
from miniport.checker.frontend import (
    UNKNOWN_SORT,
    Crowd,
    OneByOne,
    compile_model,
    named_at_once,
    sorts,
)
from miniport.checker.result import Verdict
from miniport.model.scopes import SCOPES
from miniport.specs import all_rules

RULES = Path(__file__).parents[1] / "rules"
SCOPE = {scope.name: scope for scope in SCOPES}
BUFFERS, SENDS = "RECEIVE_NET_BUFFER_LIST", "NET_BUFFER_LIST"
PLACES = (("free_list", 1), ("place", 1)), (("place", 3),)
"""What the receive buffers of base_receive are like that nobody names: free, and above."""


def compiled(path, scope, *, tokens=None, crowds=None, granularity="statement"):
    of = SCOPE[scope]
    return compile_model(
        RULES / path, scope=replace(of, tokens={**of.tokens, **(tokens or {})}),
        rules=tuple(r for r in all_rules().values() if not r.races), crowds=crowds,
        granularity=granularity,
    )  # fmt: skip


def explored(found):
    result = explore(found.program, check_progress=False, symmetry=True)
    broken = {f.property for f in result.findings if f.verdict is Verdict.VIOLATED}
    return result.states, broken - {UNKNOWN_SORT}


def crowd(held, number):
    return {BUFFERS: Crowd(held, number, ((), *PLACES))}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_it_does_not_matter_how_many_are_held(number):
    """As long as there are enough, which three are: too few are a fault."""
    two, three, four = (
        explored(compiled("base_receive.py", "receive", crowds=crowd(held, number),
                          granularity="merged"))
        for held in (2, 3, 4)
    )
    assert three == four and not three[1]
    assert two[1] == ({"crowd.held"} if number > 2 else set())


@pytest.mark.parametrize("path", ["base_receive.py", "mem/mem_pool_empty.py", "rx/rx_window.py"])
def test_verdicts_are_those_of_tokens_one_by_one(path):
    for number in (1, 2):
        one_by_one = explored(compiled(path, "receive", tokens={BUFFERS: number},
                                       granularity="merged"))[1]
        together = compiled(path, "receive", crowds={BUFFERS: Crowd(2, number)},
                            granularity="merged")
        assert explored(together)[1] == one_by_one


def test_sorts_and_names_are_seen_in_states():
    found = compiled("base_receive.py", "receive", crowds={BUFFERS: Crowd(2, 2)})
    (layout,) = [c for c in found.crowds if c.kind == BUFFERS]
    names = [v.name for v in found.program.variables]
    state = list(found.program.initial)
    assert sorts(layout, [state]) == ((),) and named_at_once(layout, [state]) == 1
    state[names.index(f"{BUFFERS}1")] = 1
    state[names.index(f"{BUFFERS}1.place")] = 3
    assert sorts(layout, [state]) == ((), (("place", 3),))
    state[layout.names[0]] = 1
    assert sorts(layout, [state]) == ((),)


def test_a_loop_over_all_of_them_is_refused():
    with pytest.raises(OneByOne, match="looks at every NET_BUFFER_LIST one by one") as refused:
        compiled("base_send.py", "send", crowds={SENDS: Crowd(2, 2)})
    assert refused.value.kind == SENDS
