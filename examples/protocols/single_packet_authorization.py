"""A server behind a firewall that opens by a single authorization packet, and an attacker.

The attacker shares the user's public address, hears both and can repeat what it heard.  The
controller lets the user's address through, so the attacker gets in with it; in the fixed version
the packet also names the user's port, and nobody else fits the rule.

Counts: TLA+ Examples, SDP_Verification/SDP_Attack_Spec/MC (the attack) and
SDP_Verification/SDP_Attack_New_Solution_Spec/MC (the fix); the end is no deadlock.  Addresses,
keys and ports are replaced by what follows from them: which packet passes which test.  Logs and
counters that follow from the rest of the state are left out.
"""

from __future__ import annotations

from functools import partial

from miniport.checker.builder import Builder, Term
from miniport.checker.ir.program import Const, Program

from .fifo import Fifo
from .oracle import Oracle, tlc

__all__ = ["ORACLES", "single_packet_authorization"]

GENUINE, REPLAYED, SPOOFED = 1, 2, 3
"""Authorization packets: the user's, and what the attacker makes of it."""

USER, BRUTAL, PROBE, BLIND = range(4)
"""Connections: the attacker tries the encrypted address from an authorization packet, the
server's address from a data packet, and the controller's from an authorization packet."""

TO_SERVER = (True, False, True, False)
"""Which of them have the server's address."""

SYN, ACK = 1, 5
"""Packet ``SYN + connection`` or ``ACK + connection``; SYN and ACK are also what is known of
the user's packet after it was heard, and HEARD is an authorization packet in that place."""
HEARD = 2

NONE, SENT, ESTABLISHED = range(3)


class _State:
    """The variables that more than one of the parts use."""

    def __init__(self, system: Builder) -> None:
        self.system = system
        self.authorize = Fifo(system, "AuthChannel", 2, SPOOFED)
        self.instructions = system.variable("FwCtlChannel", 0, 2)
        self.data = Fifo(system, "FwDataChannel", 6, ACK + BLIND)
        self.serve = Fifo(system, "sChannel", 4, ACK + BLIND)
        self.answer = system.array("answer", 4)
        self.link = system.array("link", 4, NONE, ESTABLISHED)
        self.dropped = system.array("DropPackets", ACK + BLIND + 1)
        self.rule = system.array("AclRuleSet", 4)  # one per connection


def single_packet_authorization(*, fixed: bool = False) -> Program:
    """The attack, or the version that withstands it."""
    system = Builder(f"single packet authorization{' fixed' if fixed else ''}")
    state = _State(system)
    (_fixed_user if fixed else _user)(state)
    _controller(state)
    (_fixed_firewall if fixed else _firewall)(state)
    _attacker(state)
    _server(state)
    for n in (BRUTAL, PROBE, BLIND):
        system.invariant("hidden from the attacker", state.link[n] != ESTABLISHED)
    system.final = Const(1)
    return system.build()


def _user(state: _State) -> None:
    system = state.system
    me = system.activity("user", ("start", "authorized", "connecting", "connected"))
    system.action(me, "UsrCommitSpaAuth", "start", "authorized",
                  updates=state.authorize.append(GENUINE))
    system.action(me, "UsrConnectSvr", "authorized", "connecting",
                  updates=[(state.link[USER], SENT), *state.data.append(SYN + USER)])
    _established(state, me, "connecting")


def _fixed_user(state: _State) -> None:
    """It connects at once; if that was dropped, again when the firewall is open."""
    system = state.system
    again = system.variable("Retrans")
    me = system.activity("user", ("start", "connecting", "reconnecting", "connected"))
    system.action(me, "UsrConnectServerEnhance", "start", "connecting",
                  updates=[*state.authorize.append(GENUINE), (state.link[USER], SENT),
                           *state.data.append(SYN + USER)])
    lost = (state.dropped[SYN + USER] == 1) | (state.dropped[ACK + USER] == 1)
    system.action(me, "UsrReConnectServer", "connecting", "reconnecting",
                  guard=[lost, state.rule[USER] == 1],
                  updates=[(again, 1), *state.data.append(SYN + USER)])
    _established(state, me, "connecting")
    _established(state, me, "reconnecting")


def _established(state: _State, me: int, source: str) -> None:
    state.system.action(
        me, "UsrRcvSynAck", source, "connected", guard=[state.answer[USER]],
        updates=[(state.link[USER], ESTABLISHED), (state.answer[USER], 0),
                 *state.data.append(ACK + USER)],
    )


def _controller(state: _State) -> None:
    """A time stamp that was accepted is not accepted again; a spoofed one breaks the code."""
    system = state.system
    accepted = system.array("SDPSucSession", 2)  # from the user, from the attacker
    me = system.activity("controller")
    head, tail = state.authorize.head, state.authorize.tail()
    seen = (accepted[0] == 1) | (accepted[1] == 1)
    for who, packet in enumerate((GENUINE, REPLAYED)):
        system.action(me, "accept", guard=[head == packet, ~seen], updates=[
            *tail, (accepted[who], 1), (state.instructions, state.instructions + 1),
        ])
        system.action(me, "anti replay", guard=[head == packet, seen], updates=tail)
    system.action(me, "anti spoof", guard=[head == SPOOFED], updates=tail)
    system.invariant("the attacker is not authorized", accepted[1] == 0)


def _firewall(state: _State) -> None:
    """A rule for the shared address lets connections to the server in; it ages, theirs do not."""
    system = state.system
    shared, aged = system.variable("AclRule"), system.variable("AgedRule")
    me = system.activity("firewall")
    system.action(me, "FwProcAclCfg", guard=[state.instructions > 0],
                  updates=[(state.instructions, state.instructions - 1), (shared, 1)])
    system.action(me, "FwProcAclTimeOut", guard=[shared], updates=[(shared, 0), (aged, 1)])
    for n, to_server in enumerate(TO_SERVER):
        opens: Term | int = shared == 1 if to_server else 0
        _filter(state, me, n, opens)


def _fixed_firewall(state: _State) -> None:
    """The rule is for the user's connection only, and stays."""
    system = state.system
    me = system.activity("firewall")
    system.action(me, "FwProcAclCfg", guard=[state.instructions > 0],
                  updates=[(state.instructions, state.instructions - 1), (state.rule[USER], 1)])
    for n in range(4):
        _filter(state, me, n, 0)


def _filter(state: _State, me: int, n: int, opens: Term | int) -> None:
    """Pass a packet of connection ``n`` by its rule; where ``opens`` is true, make that rule."""
    rule = state.rule[n]
    passes = (rule == 1) | opens
    for packet in (SYN + n, ACK + n):
        head = state.data.head == packet
        state.system.action(me, "pass", guard=[head, passes], updates=[
            *state.data.tail(), *state.serve.append(packet), (rule, 1),
        ])
        state.system.action(me, "drop", guard=[head, ~passes],
                            updates=[*state.data.tail(), (state.dropped[packet], 1)])


def _attacker(state: _State) -> None:
    system = state.system
    heard, known = system.variable("CapAuthMsg"), system.variable("AuthKnowledge")
    session = system.variable("aSession", 0, SPOOFED)
    captured = system.variable("CapDataMsg", 0, ACK)
    data = system.variable("DataKnowledge", 0, ACK)
    attempts = system.variable("aCounter", 0, 3)
    port = system.array("aPort", 4, 0, 2)
    me = system.activity("attacker")
    on_wire = (state.authorize.slots[0] == GENUINE) | (state.authorize.slots[1] == GENUINE)
    system.action(me, "AttackerSniffAuthChannel", guard=[on_wire, heard == 0],
                  updates=[(heard, 1), (known, 1)])
    for label, packet in (("Spoof", SPOOFED), ("Replay", REPLAYED)):
        system.action(me, f"Attacker{label}Auth", guard=[known], updates=[
            *state.authorize.append(packet), (session, packet), (known, 0),
        ])
    for slot in state.data.slots:  # the user has one packet at most on the way
        for packet in (SYN, ACK):
            system.action(me, "AttackerSniffDataChannel",
                          guard=[slot == packet + USER, captured == 0],
                          updates=[(captured, packet), (data, packet)])

    def connect(label: str, n: int, guard: list[Term], *updates: tuple[Term, Term | int]) -> None:
        system.action(me, label, guard=guard, updates=[
            (state.link[n], SENT), (port[n], attempts), (attempts, attempts + 1),
            *state.data.append(SYN + n), *updates,
        ])

    connect("AttackerBrutalAttck", BRUTAL, [session != 0, state.link[BRUTAL] == NONE])
    # What is known of authorization packets takes the place of what was known of data.
    connect("AttackerProbeSvr", PROBE, [(data == SYN) | (data == ACK)], (data, known * HEARD))
    connect("AttackerProbeSvr (controller)", BLIND, [data == HEARD], (data, 0))
    for n in (BRUTAL, PROBE, BLIND):
        system.action(me, "AttackerRcvSynAck",
                      guard=[state.answer[n], state.link[n] == SENT],
                      updates=[(state.link[n], ESTABLISHED), (state.answer[n], 0),
                               *state.data.append(ACK + n)])


def _server(state: _State) -> None:
    system = state.system
    half_open, open_ = SENT, ESTABLISHED
    served = system.array("sTCPLinkSet", 4, NONE, open_)
    me = system.activity("server")
    for n in range(4):
        system.action(me, "ServerRcvTCPSyn", guard=[state.serve.head == SYN + n], updates=[
            *state.serve.tail(), (served[n], half_open), (state.answer[n], 1),
        ])
        system.action(me, "ServerRcvTcpAck",
                      guard=[state.serve.head == ACK + n, served[n] == half_open],
                      updates=[*state.serve.tail(), (served[n], open_)])


ORACLES: list[Oracle] = [
    tlc("single_packet_authorization", single_packet_authorization,
        "SDP_Verification/SDP_Attack_Spec/MC", violated="hidden from the attacker", length=11),
    tlc("single_packet_authorization_fixed", partial(single_packet_authorization, fixed=True),
        "SDP_Verification/SDP_Attack_New_Solution_Spec/MC",
        generated=6_826, distinct=2_881, depth=21),
]
