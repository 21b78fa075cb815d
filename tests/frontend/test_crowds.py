"""Tokens of any number: with finite numbers the same states and verdicts as tokens one by one."""

from dataclasses import replace
from pathlib import Path

import pytest
from tiny import compile_text, runs, source

from miniport.checker.explore import explore
from miniport.checker.frontend import (
    UNKNOWN_SORT,
    Crowd,
    NoCrowd,
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


TOKEN = """
class Thing(Token):
    count: Final = 2
    marked: bool = False
    seen: bool = False
"""
ALL = Crowd(1, 2, ((), (("marked", 1),), (("marked", 1), ("seen", 1)), (("seen", 1),)))


def things(folder, body, **more):
    """A driver that marks things, one after the other, and does ``body`` to all of them."""
    text = source("some: bool = False\nnumber: Count = 0\nboth: bool = False", f"""
        def main(self):
            while True:
                with atomic():
                    if maybe():
                        thing = choose(t for t in tokens(Thing) if not t.marked)
                        thing.marked = True
                    else:
                        for t in tokens(Thing):
                            {body}
                        self.both = count(t for t in tokens(Thing) if t.seen) == 2
        """, before=TOKEN)  # fmt: skip
    return compile_text(folder, text, granularity="statement", **more)


def observed(program):
    """The values that the fields of the driver have, in all runs."""
    names = [v.name for v in program.variables]
    fields = [names.index(name) for name in ("Tiny.some", "Tiny.both") if name in names]
    found = runs(program)
    broken, states = found.broken, found.states
    assert broken <= {UNKNOWN_SORT}
    return {tuple(state[k] for k in fields) for state in states}


@pytest.mark.parametrize("body", [
    "t.seen = t.marked",
    "t.marked = not t.marked",
    "if t.marked: self.some = True",
    "if t.marked: t.seen = not t.seen",
])
def test_what_is_done_to_all_of_a_sort_is_done_to_each(tmp_path, body):
    one_by_one = observed(things(tmp_path, body).program)
    together = observed(things(tmp_path, body, crowds={"Thing": ALL}).program)
    assert together == one_by_one


@pytest.mark.parametrize("body", [
    "self.number += 1 if t.marked else 0",
    "self.some = t.marked",
    "self.some = not self.some and t.marked",
    "t.seen = maybe() and t.marked",
    "t.seen = any(o.seen and t.marked for o in tokens(Thing))",
    "t.seen = t.marked; return",
])
def test_where_the_order_or_the_number_makes_a_difference_a_loop_is_refused(tmp_path, body):
    with pytest.raises(NoCrowd, match="looks at every Thing one by one") as refused:
        things(tmp_path, body, crowds={"Thing": ALL})
    assert refused.value.kind == "Thing"


def test_what_can_be_done_to_each_of_too_many_is_refused(tmp_path):
    """That is not a mistake of the model: one by one it has few ways through the step."""
    with pytest.raises(NoCrowd, match="more than 4096 ways"):
        things(tmp_path, "if t.marked: t.seen = True", crowds={"Thing": Crowd(9, 9)})


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("known", [1, 2, 4])
@pytest.mark.parametrize("body", ["t.seen = True", "t.seen = not t.marked", "t.marked = True"])
def test_no_token_is_lost(tmp_path, number, known, body):
    """As many are held or counted as there are, or it is said that some are lost."""
    crowd = Crowd(2, number, ALL.sorts[:known])
    program = things(tmp_path, body, crowds={"Thing": crowd}).program
    names = [v.name for v in program.variables]
    there = [k for k, name in enumerate(names)
             if name in ("Thing1", "Thing2") or name.startswith("Thing others")]
    found = runs(program)
    if not found.broken & {"crowd.moved", "crowd.held"}:
        assert {sum(state[k] for k in there) for state in found.states} == {number}
    if known == 4:
        assert not found.broken & {"crowd.moved"}


def in_turn(folder, loop, **more):
    """A driver that goes through things, one after the other, in steps of their own."""
    text = source("waiting: Queue[Thing]\nsome: bool = False\nboth: bool = False", f"""
        def main(self):
            while True:
                with atomic():
                    for t in tokens(Thing):
                        t.marked = False
                        t.seen = False
                    self.some = False
                    self.both = False
                    reset(self)
                for t in tokens(Thing):
                    t.marked = True
                    if maybe():
                        self.waiting.append(t)
                self.go()
                with atomic():
                    self.some = any(t.seen for t in tokens(Thing))
                    self.both = all(t.seen for t in tokens(Thing))

        def go(self):
            {loop}
        """, before=TOKEN)  # fmt: skip
    return compile_text(folder, text, granularity="statement", **more)


@pytest.mark.parametrize("held", [1, 2])
@pytest.mark.parametrize("loop", [
    "for t in tokens(Thing): t.seen = t in self.waiting",
    "for t in self.waiting: t.seen = True",
    "for t in self.waiting:\n                self.waiting.remove(t)\n"
    "                t.seen = True",
    "for t in self.waiting:\n                t.seen = True\n                break",
    "for t in tokens(Thing):\n                t.seen = t in self.waiting\n"
    "                if t.seen:\n                    return",
    "for t in self.waiting:\n                for u in self.waiting:\n"
    "                    t.seen = t != u",
])
def test_in_steps_of_their_own_each_has_a_turn(tmp_path, loop, held):
    """And what is left of a queue that is put back is empty, whoever was in it."""
    one_by_one = observed(in_turn(tmp_path, loop).program)
    sorts = _sorts_of(in_turn, tmp_path, loop)
    crowd = Crowd(held + ("for u" in loop), 2, sorts)
    program = in_turn(tmp_path, loop, crowds={"Thing": crowd}).program
    assert observed(program) == one_by_one


def _sorts_of(make, folder, *arguments):
    """The sorts that turn up, found as a proof finds them."""
    known = ((),)
    while True:
        found = make(folder, *arguments, crowds={"Thing": Crowd(2, 2, known)})
        (layout,) = found.crowds
        more = sorts(layout, [tuple(state) for state in runs(found.program).states])
        if set(more) <= set(known):
            return known
        known = (*known, *(sort for sort in more if sort not in known))


def test_a_variable_names_no_token_of_a_sort(tmp_path):
    """Whether it names one of them is not asked again for each sort: these would be 2 ** 13."""
    many = tuple(((("kind", k),) if k else ()) for k in range(13))
    text = source("first: Thing = None\nlast: Thing = None", """
        def main(self):
            while True:
                with atomic():
                    thing = choose(tokens(Thing))
                    thing.kind = choose(k for k in range(13))
                    if maybe():
                        self.last = thing
                    else:
                        self.first = thing
                with atomic():
                    for t in tokens(Thing):
                        if (1 if self.last == t else 0) + (1 if self.first == t else 0) > 0:
                            t.seen = True
        """, before=TOKEN + "    kind: Range[0, 12] = 0\n")  # fmt: skip
    compile_text(tmp_path, text, granularity="statement", crowds={"Thing": Crowd(1, 2, many)})


def test_two_of_a_sort_are_not_taken_for_one(tmp_path):
    body = """t.seen = True
                        self.some = any(any(a == b for a in tokens(Thing)) for b in tokens(Thing))
    """
    with pytest.raises(NoCrowd):
        things(tmp_path, body, crowds={"Thing": ALL})


def test_two_adapters_have_no_crowds(tmp_path):
    with pytest.raises(NoCrowd, match="two adapters"):
        things(tmp_path, "t.seen = True", crowds={"Thing": ALL}, second={"Worker": 1})


def test_a_token_that_names_another_stays_held(tmp_path):
    text = source("some: bool = False", """
        def main(self):
            while True:
                with atomic():
                    one = choose(t for t in tokens(Link) if not t.linked)
                    two = choose(t for t in tokens(Link) if not t.linked)
                    wait_until(one != two)
                    one.next = two
                    one.linked = True
                with atomic():
                    linked = choose(t for t in tokens(Link) if t.linked)
                    assert linked.next is not None and not linked.next.linked
                    linked.next = None
                    linked.linked = False
        """, before="""
class Link(Token):
    count: Final = 2
    linked: bool = False
    next: Link | None = None
""")  # fmt: skip
    for held, broken in (2, set()), (1, {"crowd.held"}):
        found = compile_text(tmp_path, text, crowds={"Link": Crowd(held, 2)})
        (layout,) = found.crowds
        assert [name for name, *_ in layout.traits] == ["linked"]
        assert bool(layout.naming) == (held == 2)
        assert explored(found)[1] == broken


def first_of_a_queue(folder, looked_at, **more):
    """A driver that queues things and looks at the first of them."""
    text = source("waiting: Queue[Thing]\nsome: bool = False\nboth: bool = False", f"""
        def main(self):
            while True:
                with atomic():
                    if maybe():
                        thing = choose(t for t in tokens(Thing) if t not in self.waiting)
                        thing.marked = maybe()
                        self.waiting.append(thing)
                    else:
                        wait_until(self.waiting)
                        {looked_at}
        """, before=TOKEN)  # fmt: skip
    return compile_text(folder, text, granularity="statement", **more)


def test_any_token_of_a_queue_may_be_its_first(tmp_path):
    look = "self.some = self.waiting[0].marked"
    one_by_one = observed(first_of_a_queue(tmp_path, look).program)
    crowds = {"Thing": Crowd(2, 2)}
    assert one_by_one <= observed(first_of_a_queue(tmp_path, look, crowds=crowds).program)


def test_where_a_queue_may_be_empty_its_first_is_not_looked_at(tmp_path):
    look = "self.some = self.both and self.waiting[0].marked"
    with pytest.raises(NoCrowd):
        first_of_a_queue(tmp_path, look, crowds={"Thing": Crowd(1, 2)})


def test_how_many_there_are_is_their_number(tmp_path):
    text = source("some: bool = False\nboth: bool = False", """
        def main(self):
            self.some = len(tokens(Thing)) > 0
            self.both = len(tokens(Thing)) == 2 and not any(t.marked for t in tokens(Thing))
        """, before=TOKEN)  # fmt: skip
    one_by_one = observed(compile_text(tmp_path, text).program)
    assert observed(compile_text(tmp_path, text, crowds={"Thing": Crowd(1, 2)}).program) == (
        one_by_one
    )


def test_which_is_the_first_of_all_is_not_known(tmp_path):
    text = source("some: bool = False\nboth: bool = False", """
        def main(self):
            self.some = tokens(Thing)[0].marked
        """, before=TOKEN)  # fmt: skip
    compile_text(tmp_path, text)
    with pytest.raises(NoCrowd, match="one by one"):
        compile_text(tmp_path, text, crowds={"Thing": Crowd(1, 2)})
