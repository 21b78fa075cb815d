"""Voting with a recursive notion of safety, the abstraction of Byzantine Paxos.

TLA+ Examples, ``byzpaxos/VoteProof.tla``, 3 acceptors, 2 values, 3 ballots: 318,877 generated,
6,962 distinct states, deadlock not checked.  The depth recorded there, 15, comes from a run with
several workers, so it is only an estimate: 14 is right.

A value is safe in ballot 0, and in a ballot that a quorum has joined if nobody in that quorum
voted in the ballots from some c on, where either there is no c, or the value was safe in c and the
quorum voted for nothing else there.  A vote is generated once for every such proof, of which there
are up to 120: :mod:`.voting` has a notion with fewer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain, combinations

from miniport.checker.builder import Term
from miniport.checker.ir.program import Program

from .ballots import NEVER, Ballots
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "vote_proof"]


def vote_proof(acceptors: int, values: int, ballots: int) -> Program:
    """Any majority is a quorum, larger ones too."""
    name = f"vote proof, {acceptors} acceptors, {values} values, {ballots} ballots"
    sizes = range(acceptors // 2 + 1, acceptors + 1)
    quorums = chain.from_iterable(combinations(range(acceptors), size) for size in sizes)
    return Ballots(name, acceptors, values, ballots, quorums).program(_proofs)


def _proofs(of: Ballots, ballot: int, value: int) -> Iterator[tuple[str, list[Term]]]:
    """Every way to show that ``value`` is safe in ``ballot``."""
    if ballot == 0:
        yield "", []
    for quorum in of.quorums:
        for last in range(NEVER, ballot):
            silent = of.silent(quorum, last, ballot)
            if last == NEVER:
                yield "", silent
                continue
            agreed = of.nothing_else(quorum, last, value)
            for _, proof in _proofs(of, last, value):
                yield "", [*silent, *agreed, *proof]


ORACLES: list[Oracle] = [
    tlc("vote_proof-3-2-3", partial(vote_proof, 3, 2, 3), "byzpaxos/VoteProof",
        generated=318_877, distinct=6_962),
]
