"""The decorator that makes a predicate a rule, and what a rule records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

__all__ = [
    "IQ", "LV", "RB", "SC", "SI", "D", "E", "Kind", "Rule", "Side", "always", "d", "eventually",
    "rule",
]


class Kind(Enum):
    """What sort of property a rule is (``docs/rules.md``)."""

    SI = "safety invariant"
    SC = "safety of a call or return"
    LV = "liveness under fairness"
    IQ = "IRQL"
    RB = "resource balance"


class Side(Enum):
    """Who must keep a rule: the driver, the driver as advice (a warning), or the environment."""

    D = "driver"
    d = "advice"
    E = "environment"


SI, SC, LV, IQ, RB = Kind.SI, Kind.SC, Kind.LV, Kind.IQ, Kind.RB
D, d, E = Side.D, Side.d, Side.E


def always() -> None:
    """The event of an invariant: every state."""


def eventually() -> None:
    """The event of a goal (kind LV): from every state, a state in which the predicate holds must
    stay within reach of the steps that are bound to happen, those that are not ``optional()``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable id, what it says, where that comes from, where its predicate stands.

    ``events`` are the names of the observation points (or ``("always",)``); ``function`` and
    ``file`` locate the predicate, whose docstring is the ``text``.  ``notes`` says how an
    ambiguity of the documentation is read.  ``races`` makes it a rule about data races in which
    an activity of one of these kinds takes part: the explorer finds them, the predicate is True.

    ``why`` says what goes wrong on a real machine if the rule is broken, ``fix`` how a driver
    keeps it, each in a sentence or two.  ``microsoft`` names what Microsoft's tools check of it:
    ``"SDV Init_RegisterInterrupt"``, ``"DV NdisOidComplete"``, ``"0x7C/08"``.

    ``ndis`` is the only generation of NDIS the rule is about; 0: it is about all.
    """

    id: str
    kind: Kind
    side: Side
    text: str
    source: str
    events: tuple[str, ...]
    function: str
    file: str
    seed: tuple[str, ...] = ()
    notes: str = ""
    races: tuple[str, ...] = ()
    why: str = ""
    fix: str = ""
    microsoft: tuple[str, ...] = ()
    ndis: int = 0

    def about(self, ndis: int) -> bool:
        """Whether it is about drivers of this generation of NDIS."""
        return self.ndis in (0, ndis)

    @property
    def severity(self) -> str:
        """``error`` or, for advice, ``warning``."""
        return "warning" if self.side is Side.d else "error"

    @property
    def status(self) -> str:
        """How it is checked: in every state or at every event, or, if it is a goal, as something
        that must always stay possible by the steps that are bound to happen."""
        return "checked as always possible" if self.kind is Kind.LV else "checked"


_F = TypeVar("_F", bound=Callable[..., Any])


def rule(
    id: str,
    *,
    kind: Kind,
    side: Side,
    at: Any,
    source: str,
    seed: tuple[str, ...] = (),
    notes: str = "",
    races: tuple[str, ...] = (),
    why: str = "",
    fix: str = "",
    microsoft: tuple[str, ...] = (),
    ndis: int = 0,
) -> Callable[[_F], _F]:
    """Make the decorated predicate the rule ``id``; the record is its attribute ``rule``."""
    events = at if isinstance(at, tuple) else (at,)

    def attach(function: _F) -> _F:
        record = Rule(
            id, kind, side, " ".join((function.__doc__ or "").split()), source,
            tuple(e.__name__ for e in events), function.__name__, function.__code__.co_filename,
            seed, notes, races, why, fix, microsoft, ndis,
        )
        function.rule = record  # type: ignore[attr-defined]  # an attribute of ours
        return function

    return attach
