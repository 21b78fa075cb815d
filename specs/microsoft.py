"""What Microsoft's own tools check about NDIS drivers: which of it a rule here can cover.

Facts from the Windows driver documentation, in words of this project: the rules of Static Driver
Verifier (SDV) for NDIS [dvt: default-rule-set--ndis-.md], those of Driver Verifier (DV) for NDIS
and for any kernel driver [dvt: ndis-wifi-verification.md] [dvt: ddi-compliance-checking.md], and
the bug checks that an NDIS driver meets [dbg: bug-check-0x7c--bugcode-ndis-driver.md].  A rule
names the checks it covers in ``microsoft=``; ``docs/coverage.md`` shows both directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["ANY", "MINIPORT", "Check", "Expressible", "checks"]

MINIPORT, ANY = "miniport", "any driver"
"""Whom a check concerns, if it concerns every miniport."""


class Expressible(Enum):
    """Whether a model of the protocol - NDIS, driver, device as interleaving parties - can say it:
    at all, if it keeps IRQLs, if it keeps locks, as something that must happen in the end."""

    YES = "yes"
    IRQL = "with IRQL"
    LOCKS = "with locks"
    LEADS_TO = "leads-to"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of one of the tools, or a bug check.

    ``names`` are what ``microsoft=`` of a rule says (codes that mean one thing are one check);
    ``applies`` says to whom it applies, ``text`` what it checks.  ``reason`` says why it is not
    expressible, or why it is no rule although it is.
    """

    names: tuple[str, ...]
    applies: str
    expressible: Expressible
    text: str
    reason: str = ""

    @property
    def wanted(self) -> bool:
        """It concerns every miniport and can be expressed: some rule has to cover it."""
        return (
            self.applies in (MINIPORT, ANY)
            and self.expressible is not Expressible.NO
            and not self.reason
        )


def checks() -> dict[str, tuple[Check, ...]]:
    """All of them, by the table of ``docs/coverage.md`` they stand in."""
    from .microsoft_bug_checks import NDIS_BUG_CHECKS, OTHER_BUG_CHECKS
    from .microsoft_sdv import SDV
    from .microsoft_verifier import COMPLIANCE, NDIS_WIFI

    return {
        "Static Driver Verifier, rules for NDIS": SDV,
        "Driver Verifier, rules for NDIS and WIFI": NDIS_WIFI,
        "Driver Verifier, DDI compliance of any kernel driver": COMPLIANCE,
        "Bug check 0x7C, BUGCODE_NDIS_DRIVER": NDIS_BUG_CHECKS,
        "Other bug checks": OTHER_BUG_CHECKS,
    }
