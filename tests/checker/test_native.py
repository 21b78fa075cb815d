"""The native engine by itself: limits, interrupts, hash compaction, paths, wide states."""

import random
import threading
from types import SimpleNamespace

import numpy as np
import pytest
from agreement import agree
from hypothesis import given
from numba import njit
from random_programs import programs

import miniport.checker.native.search as native_search
from examples.protocols.die_hard import die_hard
from examples.protocols.grid import grid
from examples.protocols.increment import increment
from examples.protocols.two_phase_commit import two_phase_commit
from miniport.checker import memory
from miniport.checker.builder import Builder
from miniport.checker.engines import searched
from miniport.checker.errors import CheckerBug, UsageError
from miniport.checker.explore import explore
from miniport.checker.ir.program import Const, Program, Variable
from miniport.checker.native import Astray, NativeSearch, workspace
from miniport.checker.native.expressions import Expressions
from miniport.checker.native.packing import Packing
from miniport.checker.native.visited import INDEX, QUOTIENT, hashed
from miniport.checker.result import Limits, Verdict
from miniport.checker.search import Search
from miniport.checker.witness import run


@given(programs())
def test_packing_loses_nothing(program):
    """Any values come back, but for those that follow from where an activity is; no two fields
    overlap."""
    packing = Packing(program)
    stored = [n for n, field in enumerate(packing.fields) if not field.table]
    for pick in (lambda v: v.low, lambda v: v.high, lambda v: v.initial):
        values = tuple(map(pick, program.variables))
        back = packing.unpack(packing.pack(values))
        assert [back[n] for n in stored] == [values[n] for n in stored]
    search = Search(program)
    search.run(Limits(states=500))
    for state in search.states:
        values = tuple(search.interpreter.unpack(state))
        assert packing.unpack(packing.pack(values)) == values
    used = [0] * packing.words
    for field in packing.fields:
        mask = field.mask << field.shift
        assert used[field.word] & mask == 0 and field.shift + field.width <= 64
        used[field.word] |= mask
    assert sum(word.bit_count() for word in used) == packing.bits


@pytest.mark.parametrize("workers", [1, 2])
def test_a_limit_of_states_is_passed_by_little(workers):
    """The verdict is incomplete, the limit and how far it got are said."""
    found = explore(two_phase_commit(6), Limits(states=20_000), engine="native", workers=workers)
    assert 20_000 < found.states < 20_200
    assert found.limit.startswith("the limit of 20,000 states was reached: ")
    assert {f.verdict for f in found.findings} == {Verdict.INCOMPLETE}


def test_exactly_as_many_states_as_allowed_is_not_incomplete():
    """Nothing was cut, so nothing is said to be."""
    found = explore(two_phase_commit(3), Limits(states=288), engine="native")
    assert found.limit == "" and found.states == 288


def test_a_limit_of_memory():
    """The search stops before it holds much more than it may."""
    explore(two_phase_commit(3), engine="native")  # the libraries are loaded
    allowed = memory.resident() + 25 * 2**20
    found = explore(two_phase_commit(9), Limits(memory=allowed), engine="native")
    assert "MiB of memory was reached" in found.limit
    assert 100_000 < found.states < 5_000_000
    assert {f.verdict for f in found.findings} == {Verdict.INCOMPLETE}
    assert memory.resident() < allowed + 40 * 2**20


def test_a_limit_of_time():
    """A search that would take long says how far it came."""
    found = explore(two_phase_commit(10), Limits(seconds=0.2), engine="native")
    assert "the limit of 0.2 seconds was reached" in found.limit
    assert found.states > 0


def test_an_interrupt():
    """Ctrl-C stops all workers; what was covered until then is a result."""
    calls = []

    def interrupt(progress):
        calls.append(progress)
        if progress.states > 1_000:
            raise KeyboardInterrupt

    found = explore(two_phase_commit(10), progress=interrupt, engine="native", workers=2)
    assert "interrupted (Ctrl-C)" in found.limit
    assert found.states > 1_000 and calls


def test_a_failure_of_who_watches_is_not_swallowed():
    """The error comes out, and no thread goes on searching."""
    def fail(progress):
        if progress.states:
            raise ValueError("no more room on the screen")

    with pytest.raises(ValueError, match="no more room"):
        explore(two_phase_commit(10), progress=fail, engine="native")
    assert not [t for t in threading.enumerate() if t.name == "search"]


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("workers", [1, 2])
def test_the_path_to_any_state_is_a_shortest_one(workers, compact):
    """Parents that are nowhere stored are found again: across blocks, batches and workers."""
    program = two_phase_commit(7)
    search = NativeSearch(program, workers=workers, compact=compact)
    search.run()
    assert (search.count, search.transitions) == (296_448, 2_744_705)
    chance = random.Random(7)
    for depth, level in enumerate(search.levels):
        for first, last in chance.sample(level, min(2, len(level))):
            state = chance.randrange(first, last)
            path = search.path(state)
            assert len(path) == depth
            steps = run(program, [program.actions[n] for n in path])
            if steps and not compact:
                assert steps[-1].values == search.values(state)


def test_hash_compaction_says_what_it_cannot_know():
    """The same counts here; a bound on the omission; traces are confirmed like any other."""
    exact = explore(two_phase_commit(6), engine="native")
    found = explore(two_phase_commit(6), engine="native", compact=True)
    assert (found.states, found.transitions) == (exact.states, exact.transitions)
    assert exact.omission == 0 < found.omission < 1e-6
    assert found.engine == "native, hash compaction"
    (broken,) = [f for f in explore(die_hard(), compact=True).findings if f.trace is not None]
    assert len(broken.trace) == 6


@njit
def _hash_all(place, count, words, mode, bits, found):
    for k in range(count):
        found[k] = hashed(place + 8 * words * k, words, mode, bits)


def _hashes(states, mode, bits):
    states = np.ascontiguousarray(states)
    found = np.empty(len(states), dtype=np.int64)
    _hash_all(states.ctypes.data, *states.shape, mode, bits, found)
    return found


def test_hashes_of_states_that_differ_in_few_bits_differ():
    """Differences in one word are not made up for by differences in the next: hash compaction
    would leave states out of every model that has such a pair."""
    few = {0, *(1 << bit for bit in range(64)), *((1 << 64) - (1 << bit) for bit in range(64))}
    few |= {(1 << bit) | (1 << other) for bit in range(64) for other in range(bit)}
    single = np.array(sorted(few), dtype=np.uint64).view(np.int64)
    states = np.empty((len(single), len(single), 2), dtype=np.int64)
    states[:, :, 0], states[:, :, 1] = single[:, None], single[None, :]
    found = _hashes(states.reshape(-1, 2), INDEX, 64)
    assert len(np.unique(found)) == len(single) ** 2


def test_the_permutation_of_short_states_is_one():
    """A slot that holds the rest of a permutation stands for one state only."""
    for bits in (31, 38, 45):
        for begin in (0, 1 << (bits - 1), (1 << bits) - 500_000):
            states = np.arange(begin, begin + 500_000, dtype=np.int64)
            found = _hashes(states.reshape(-1, 1), QUOTIENT, bits)
            assert len(np.unique(found)) == 500_000
            assert found.min() >= 0 and found.max() < 1 << bits


@pytest.mark.parametrize("workers", [1, 2])
def test_a_slot_too_short_to_say_where_it_is(workers, monkeypatch):
    """A state that comes too far from its line is not lost: whole states are stored instead."""
    monkeypatch.setattr(workspace, "_FULL", 16)  # lines overflow everywhere
    monkeypatch.setattr(workspace, "_SMALLEST", 64)
    monkeypatch.setattr(native_search, "_ROOM", 512)
    monkeypatch.setattr(native_search, "reach_of", SimpleNamespace(py_func=lambda rest: 0))
    program = two_phase_commit(6)
    with pytest.raises(Astray):
        NativeSearch(program, workers=workers).run()
    found = explore(program, engine="native", workers=workers)
    assert (found.states, found.transitions) == (50_816, 402_305)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 6])
def test_states_of_any_width(size):
    """One version of the loops for each width up to three words, one for all wider ones."""
    program = grid(4, 3, 4)
    wide = tuple(Variable(f"w{n}", 0, 2**63, 2**62) for n in range(size - 1))
    program = Program(
        program.name, (*program.variables, *wide), program.activities, program.actions,
        program.properties, program.invariants, program.final,
    )
    assert Packing(program).words == size
    assert agree(program).states == 324


def test_better_code_is_taken_up_while_the_search_goes_on(monkeypatch):
    """A large model begins with quickly compiled code; what it finds is the same."""
    monkeypatch.setattr(native_search, "_LARGE", 0)
    monkeypatch.setattr(native_search, "_PATIENCE", 0.0)
    search = NativeSearch(two_phase_commit(8))
    search.run()
    search._better.join()
    assert len(search._kept) == 1
    assert (search.count, search.transitions) == (1_745_408, 18_507_777)


def test_what_cannot_be_compiled_is_left_to_the_interpreter():
    """Numbers beyond 62 bits: ``auto`` still answers, ``native`` says why it does not."""
    system = Builder("wide")
    actor = system.activity("A", ("a", "b"))
    number = system.variable("n", 0, 2**40, 1)
    product = number * number * number
    system.action(actor, "go", "a", "b", guard=[product * product > 0])
    system.action(actor, "count", "a", "a", guard=[number < 40], updates=[(number, number + 1)])
    system.final = Const(1)
    program = system.build()
    assert searched(program).engine == "interpreter"
    with pytest.raises(UsageError, match="an expression can exceed 62 bits"):
        explore(program, engine="native")


def test_what_an_engine_cannot_do_is_a_clear_error():
    """Misuse, not a wrong verdict."""
    with pytest.raises(UsageError, match="no engine 'fast'"):
        explore(die_hard(), engine="fast")
    with pytest.raises(UsageError, match="hash compaction is native"):
        explore(die_hard(), engine="interpreter", compact=True)


def test_the_comparison_of_engines_notices_wrong_code(monkeypatch):
    """Machine code that adds where it should subtract does not pass the contract."""
    right = Expressions.number

    def wrong(self, expr):
        if getattr(expr, "name", "") == "+":
            left, other = expr.operands
            return self.builder.sub(right(self, left), right(self, other))
        return right(self, expr)

    monkeypatch.setattr(Expressions, "number", wrong)
    with pytest.raises((AssertionError, CheckerBug)):
        agree(increment(3))


def test_a_step_whose_guard_ends_the_run_asks_nothing():
    """Its checks come after that: their premises, though simply true, are not reached."""
    system = Builder("beyond")
    cells, at = system.array("cells", 2, 0, 1), system.variable("at", 2, 2, 2)
    me = system.activity("me")
    system.action(me, "look", guard=[cells[at] == 0], checks=[("asked", 1, 1)])
    found = agree(system.build())
    reached = {f.property: (f.verdict, f.reached) for f in found.findings}
    assert reached["asked"] == (Verdict.INCOMPLETE, False)
    assert reached["index"] == (Verdict.VIOLATED, True)
