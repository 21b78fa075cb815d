"""Published protocols with published state counts, as Programs: nothing here is about drivers.

Each function names where the numbers asserted in the tests come from.
"""

from __future__ import annotations

from itertools import chain, combinations

from miniport.checker.builder import Builder, Term, all_of, any_of, either
from miniport.checker.ir.program import Program


def two_phase_commit(managers: int) -> Program:
    """TLA+ Examples, transaction_commit/TwoPhase: 288 / 1,145 for 3; 8,832 / 58,145 for 5."""
    system = Builder(f"two-phase commit {managers}")
    working, prepared, committed, aborted = range(4)
    manager = system.array("rm", managers, 0, 3)
    state = system.variable("tm", 0, 2)  # initial, committed, aborted
    known = system.array("tmPrepared", managers)
    said = system.array("prepared", managers)
    commit, abort = system.variable("commit"), system.variable("abort")
    leader = system.activity("TM")
    system.action(leader, "Commit", guard=[state == 0, all_of(known)],
                  updates=[(state, 1), (commit, 1)])
    system.action(leader, "Abort", guard=[state == 0], updates=[(state, 2), (abort, 1)])
    for i in range(managers):
        system.action(leader, f"RcvPrepared {i}", guard=[state == 0, said[i] == 1],
                      updates=[(known[i], 1)])
    for i in range(managers):
        actor = system.activity(f"RM{i}")
        system.action(actor, "Prepare", guard=[manager[i] == working],
                      updates=[(manager[i], prepared), (said[i], 1)])
        system.action(actor, "ChooseToAbort", guard=[manager[i] == working],
                      updates=[(manager[i], aborted)])
        system.action(actor, "RcvCommit", guard=[commit == 1], updates=[(manager[i], committed)])
        system.action(actor, "RcvAbort", guard=[abort == 1], updates=[(manager[i], aborted)])
    system.invariant("consistent", ~(any_of(m == aborted for m in manager)
                                     & any_of(m == committed for m in manager)))
    return system.build()


def peterson() -> Program:
    """TLA+ Examples, locks_auxiliary_vars/Peterson: 42 states, 76 transitions, depth 10."""
    system = Builder("Peterson")
    turn = system.variable("turn", 0, 1)
    wants = system.array("c", 2)
    places = ("a0", "a1", "a2", "a3", "cs", "a4")
    for i in range(2):
        me = system.activity(f"p{i}", places)
        system.action(me, "skip", "a0", "a1")
        system.action(me, "c[self] := TRUE", "a1", "a2", updates=[(wants[i], 1)])
        system.action(me, "turn := other", "a2", "a3", updates=[(turn, 1 - i)])
        system.action(me, "await", "a3", "cs", guard=[(wants[1 - i] == 0) | (turn == i)])
        system.action(me, "critical", "cs", "a4")
        system.action(me, "c[self] := FALSE", "a4", "a0", updates=[(wants[i], 0)])
    inside = [system.at(i, "cs") | system.at(i, "a4") for i in range(2)]
    system.invariant("exclusion", ~(inside[0] & inside[1]))
    return system.build()


def chandy_misra(seats: int) -> Program:
    """TLA+ Examples, DiningPhilosophers: 67 states, 335 transitions, depth 28 for 5 seats."""
    system = Builder(f"Chandy-Misra {seats}")
    holder = [system.variable(f"holder{f}", 0, seats - 1, 0 if f == 1 else f)
              for f in range(seats)]
    clean = system.array("clean", seats)
    hungry = system.array("hungry", seats, initial=1)
    for p in range(seats):
        me = system.activity(f"P{p}", ("Loop", "Eat", "Think"))
        left, right = p, (p + 1) % seats
        gives_left = (holder[left] == p) & (clean[left] == 0)
        gives_right = (holder[right] == p) & (clean[right] == 0)
        eats = ((holder[left] == p) & (holder[right] == p)
                & (clean[left] == 1) & (clean[right] == 1))
        giving = (
            ("left", [gives_left], [(holder[left], (p - 1) % seats), (clean[left], 1)]),
            ("right", [~gives_left, gives_right],
             [(holder[right], (p + 1) % seats), (clean[right], 1)]),
            ("nothing", [~gives_left, ~gives_right], []),
        )
        going = (("Eat", [hungry[p] == 1, eats]), ("Loop", [hungry[p] == 1, ~eats]),
                 ("Think", [hungry[p] == 0]))
        for given, may_give, updates in giving:
            for target, may_go in going:
                system.action(me, f"give {given}, {target}", "Loop", target,
                              guard=[*may_give, *may_go], updates=updates)
        system.action(me, "eat", "Eat", "Loop",
                      updates=[(hungry[p], 0), (clean[left], 0), (clean[right], 0)])
        system.action(me, "think", "Think", "Loop", updates=[(hungry[p], 1)])
    for p in range(seats):
        system.invariant("exclusive", ~(system.at(p, "Eat") & system.at((p + 1) % seats, "Eat")))
    return system.build()


def philosophers(seats: int) -> Program:
    """Philosophers-5 of the Petri net contest: 243 states, 945 transitions, 2 deadlocks."""
    system = Builder(f"philosophers {seats}")
    fork = system.array("fork", seats)  # 1: taken
    for p in range(seats):
        me = system.activity(f"P{p}", ("think", "left", "right", "eat"))
        left, right = fork[p], fork[(p + 1) % seats]
        system.action(me, "take left", "think", "left", guard=[left == 0], updates=[(left, 1)])
        system.action(me, "take right", "think", "right", guard=[right == 0],
                      updates=[(right, 1)])
        system.action(me, "take right", "left", "eat", guard=[right == 0], updates=[(right, 1)])
        system.action(me, "take left", "right", "eat", guard=[left == 0], updates=[(left, 1)])
        system.action(me, "put", "eat", "think", updates=[(left, 0), (right, 0)])
    return system.build()


def increment(threads: int, *, locked: bool = False, shared: bool = False) -> Program:
    """Stateright, examples/increment(_lock): 13, 84, 755, 8,638 states; locked 17, 61, 257."""
    system = Builder(f"increment {threads}")
    total = system.variable("i", 0, threads, shared=shared)
    lock = system.variable("lock")
    system.property("race", race_kinds=("thread",))
    for n in range(threads):
        seen = system.variable(f"t{n}", 0, threads)
        places = ("lock", "read", "write", "release", "end") if locked else (
            "read", "write", "end")
        me = system.activity(f"thread{n}", places)
        if locked:
            system.action(me, "acquire", "lock", "read", guard=[lock == 0], updates=[(lock, 1)])
        system.action(me, "read", "read", "write", updates=[(seen, total)])
        after = "release" if locked else "end"
        system.action(me, "write", "write", after, updates=[(total, seen + 1)])
        if locked:
            system.action(me, "release", "release", "end", updates=[(lock, 0)])
    done = [system.at(n, "end") for n in range(threads)]
    written: Term | int = 0
    for n in range(threads):
        past = done[n] | system.at(n, "release") if locked else done[n]
        written = either(past, 1, 0) + written
    system.invariant("counted", total == written)
    system.final = all_of(done).expr
    return system.build()


def allocator(clients: int, resources: int) -> Program:
    """TLA+ Examples, allocator/SimpleAllocator: 400 states, 1,632 transitions for 3 and 2."""
    system = Builder("allocator")
    unsat = [system.array(f"unsat{c}", resources) for c in range(clients)]
    alloc = [system.array(f"alloc{c}", resources) for c in range(clients)]
    kinds = range(resources)
    subsets = list(chain.from_iterable(combinations(kinds, k) for k in kinds[1:]))
    subsets.append(tuple(kinds))
    for c in range(clients):
        me = system.activity(f"client{c}")
        idle = [x == 0 for x in (*unsat[c], *alloc[c])]
        for s in subsets:
            system.action(me, f"Request {s}", guard=idle, updates=[(unsat[c][r], 1) for r in s])
            free = [alloc[d][r] == 0 for d in range(clients) for r in s]
            system.action(me, f"Allocate {s}", guard=[*(unsat[c][r] == 1 for r in s), *free],
                          updates=[u for r in s for u in ((alloc[c][r], 1), (unsat[c][r], 0))])
            system.action(me, f"Return {s}", guard=[alloc[c][r] == 1 for r in s],
                          updates=[(alloc[c][r], 0) for r in s])
    for r in kinds:
        for c, d in combinations(range(clients), 2):
            system.invariant("exclusive", ~((alloc[c][r] == 1) & (alloc[d][r] == 1)))
    return system.build()


def die_hard() -> Program:
    """TLA+ Examples, DieHard: four gallons in the big jug after 6 pours."""
    system = Builder("die hard")
    small, big = system.variable("small", 0, 3), system.variable("big", 0, 5)
    me = system.activity("hero")
    system.action(me, "fill small", updates=[(small, 3)])
    system.action(me, "fill big", updates=[(big, 5)])
    system.action(me, "empty small", updates=[(small, 0)])
    system.action(me, "empty big", updates=[(big, 0)])
    both = small + big
    system.action(me, "small to big", updates=[(big, either(both <= 5, both, 5)),
                                               (small, either(both <= 5, 0, both - 5))])
    system.action(me, "big to small", updates=[(small, either(both <= 3, both, 3)),
                                               (big, either(both <= 3, 0, both - 3))])
    system.invariant("not solved", big != 4)
    return system.build()


def grid(counters: int, base: int, actors: int) -> Program:
    """TLA+ performance/Grid5k: ``counters`` x ``base`` ** ``actors`` states, one cycle each."""
    system = Builder("grid")
    phase = system.variable("phase", 0, counters - 1)
    clock = system.activity("clock")
    system.action(clock, "tick", updates=[(phase, either(phase == counters - 1, 0, phase + 1))])
    for n in range(actors):
        digit = system.variable(f"digit{n}", 0, base - 1)
        me = system.activity(f"actor{n}")
        system.action(me, "turn", updates=[(digit, either(digit == base - 1, 0, digit + 1))])
    return system.build()
