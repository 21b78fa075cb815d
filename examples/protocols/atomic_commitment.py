"""Atomic commitment with votes, crashes, and three ways to broadcast the decision.

Simple: a participant decides when the coordinator says so, and may wait forever.  Reliable: it
forwards the decision to the others before it decides.  Broken: it decides first; then one that
dies may have committed while the others time out and abort.

Counts: TLA+ Examples, acp/ACP_SB_TLC, acp/ACP_NB_TLC and acp/ACP_NB_WRONG_TLC (of the properties,
those that say what must never happen); the end is no deadlock.  "Faulty" is "not alive" and is
left out.  In the last two a step is chosen for a pair of participants also where it concerns one
of them; so it is here.
"""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Literal

from miniport.checker.builder import Builder, Term, all_of, any_of, either
from miniport.checker.ir.program import Const, Program

from .boot import boot
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "atomic_commitment"]

Broadcast = Literal["simple", "reliable", "broken"]

NO, YES = 0, 1
WAITING, GOT_NO, GOT_YES = 0, 1, 2  # a vote, as the coordinator knows it
NOTHING, COMMIT, ABORT, UNDECIDED = range(4)
"""A decision (nothing: undecided yet) or a message with one.  Only the broken twin sends the
message "undecided"."""


class _State:
    """The variables; a participant keeps in ``forward`` what it sent to each, and to itself."""

    def __init__(self, system: Builder, participants: int, kind: Broadcast) -> None:
        self.vote, self.alive, self.sent = (
            system.array(name, participants) for name in ("vote", "alive", "voteSent")
        )
        self.decision = system.array("decision", participants, 0, ABORT)
        self.forward = [] if kind == "simple" else [
            system.array(f"forward{i}", participants, 0, UNDECIDED) for i in range(participants)
        ]
        self.request = system.array("request", participants)
        self.got = system.array("votes", participants, 0, GOT_YES)
        self.broadcast = system.array("broadcast", participants, 0, ABORT)
        self.chosen = system.variable("coordinator.decision", 0, ABORT)
        self.up = system.variable("coordinator.alive")


def atomic_commitment(participants: int, kind: Broadcast) -> Program:
    """So many participants and a coordinator, any of whom may die; all votes are initial."""
    system = Builder(f"atomic commitment {participants} {kind}")
    everyone = range(participants)
    state = _State(system, participants, kind)
    booted = boot(system, (
        [*zip(state.vote, votes, strict=True), *((a, 1) for a in state.alive), (state.up, 1)]
        for votes in product((NO, YES), repeat=participants)
    ))
    _coordinator(system, state)
    for i in everyone:
        me = system.activity(f"participant{i}")
        for j in everyone if state.forward else (i,):
            _participant(system, me, state, i)
            if kind == "reliable":
                _forward_first(system, me, state, i, j)
            else:
                _decide_first(system, me, state, i, j)
            system.action(me, "die", guard=[state.alive[i]], updates=[(state.alive[i], 0)])
    _properties(system, state, booted, kind)
    system.final = Const(1)
    return system.build()


def _coordinator(system: Builder, state: _State) -> None:
    me = system.activity("coordinator")
    undecided = [state.up, state.chosen == NOTHING]
    asked = list(state.request)
    for i, vote in enumerate(state.vote):
        system.action(me, f"request {i}", guard=[state.up, state.request[i] == 0],
                      updates=[(state.request[i], 1)])
        waits = [*undecided, *asked, state.got[i] == WAITING]
        system.action(me, f"getVote {i}", guard=[*waits, state.sent[i]],
                      updates=[(state.got[i], either(vote, GOT_YES, GOT_NO))])
        system.action(me, f"detectFault {i}",
                      guard=[*waits, state.alive[i] == 0, state.sent[i] == 0],
                      updates=[(state.chosen, ABORT)])
        system.action(me, f"coordBroadcast {i}",
                      guard=[state.up, state.chosen != NOTHING, state.broadcast[i] == NOTHING],
                      updates=[(state.broadcast[i], state.chosen)])
        system.action(me, f"abort because of {i}",
                      guard=[*undecided, *(g != WAITING for g in state.got),
                             state.got[i] == GOT_NO],
                      updates=[(state.chosen, ABORT)])
    system.action(me, "commit", guard=[*undecided, *(g == GOT_YES for g in state.got)],
                  updates=[(state.chosen, COMMIT)])
    system.action(me, "die", guard=[state.up], updates=[(state.up, 0)])


def _participant(system: Builder, me: int, state: _State, i: int) -> None:
    """What all versions do."""
    alive, decision = state.alive[i], state.decision[i]
    undecided = [alive, decision == NOTHING]
    abort = [(decision, ABORT)]
    system.action(me, "sendVote", guard=[alive, state.request[i]], updates=[(state.sent[i], 1)])
    system.action(me, "abortOnVote", guard=[*undecided, state.sent[i], state.vote[i] == NO],
                  updates=abort)
    system.action(me, "abortOnTimeoutRequest",
                  guard=[*undecided, ~state.up, state.request[i] == 0], updates=abort)
    if not state.forward:
        return
    everyone = range(len(state.alive))
    system.action(me, "abortOnTimeout", guard=[
        *undecided, ~state.up,
        *(~state.alive[j] | (state.broadcast[j] == NOTHING) for j in everyone),
        *(state.alive[j] | ~state.alive[k] | (state.forward[j][k] == NOTHING)
          for j in everyone for k in everyone),
    ], updates=abort)


def _forward_first(system: Builder, me: int, state: _State, i: int, j: int) -> None:
    """A decision is kept in one's own ``forward`` until all others have it."""
    alive, decision = state.alive[i], state.decision[i]
    mine = state.forward[i]
    if i != j:
        system.action(me, f"forward to {j}",
                      guard=[alive, mine[i] != NOTHING, mine[j] == NOTHING],
                      updates=[(mine[j], mine[i])])
        system.action(me, f"preDecideOnForward from {j}",
                      guard=[alive, mine[i] == NOTHING, state.forward[j][i] != NOTHING],
                      updates=[(mine[i], state.forward[j][i])])
    system.action(me, "preDecide",
                  guard=[alive, mine[i] == NOTHING, state.broadcast[i] != NOTHING],
                  updates=[(mine[i], state.broadcast[i])])
    system.action(me, "decide", guard=[alive, *(m != NOTHING for m in mine)],
                  updates=[(decision, mine[i])],
                  checks=[("AC4: decided once", decision != NOTHING, decision == mine[i])])


def _decide_first(system: Builder, me: int, state: _State, i: int, j: int) -> None:
    """The mistake is to forward one's decision, even that there is none yet."""
    alive, decision = state.alive[i], state.decision[i]
    if i != j:
        mine, theirs = state.forward[i][j], state.forward[j][i]
        system.action(me, f"forward to {j}", guard=[alive, mine == NOTHING],
                      updates=[(mine, either(decision == NOTHING, UNDECIDED, decision))])
        system.action(me, f"decideOnForward from {j}",
                      guard=[alive, decision == NOTHING, theirs != NOTHING],
                      updates=[(decision, either(theirs == UNDECIDED, NOTHING, theirs))])
    system.action(me, "decide",
                  guard=[alive, decision == NOTHING, state.broadcast[i] != NOTHING],
                  updates=[(decision, state.broadcast[i])])


def _properties(system: Builder, state: _State, booted: Term, kind: Broadcast) -> None:
    commits = any_of(d == COMMIT for d in state.decision)
    aborts = any_of(d == ABORT for d in state.decision)
    system.invariant("AC1: one decision", ~(commits & aborts))
    if kind != "broken":  # nothing else was asked of the twin
        system.invariant("AC2: committed by all votes", all_of(state.vote), commits)
        died = ~all_of(state.alive) | ~state.up
        system.invariant("AC3: aborted for a reason", ~all_of(state.vote) | died,
                         booted & aborts)


ORACLES: list[Oracle] = [
    tlc("atomic_commitment", partial(atomic_commitment, 2, "reliable"), "acp/ACP_NB_TLC",
        generated=23_988, distinct=4_284, depth=19, initial=4),
    tlc("atomic_commitment_simple", partial(atomic_commitment, 3, "simple"), "acp/ACP_SB_TLC",
        generated=218_352, distinct=54_944, depth=21, initial=8),
    tlc("atomic_commitment_broken", partial(atomic_commitment, 2, "broken"),
        "acp/ACP_NB_WRONG_TLC", initial=4, violated="AC1: one decision", length=13),
]
