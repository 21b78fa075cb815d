"""What was found for one model in one scope: an exploration together with its rules.

An :class:`~..checker.result.Exploration` knows properties by id only; people want the rule's
text, its page and whether it is advice.  Tables, documents and exit codes are pure functions of
:class:`ScopeResult`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..checker.result import Exploration, Finding, Verdict
from ..model.language.rules import Rule

__all__ = ["ScopeResult"]


@dataclass(frozen=True, slots=True)
class ScopeResult:
    """One model in one scope.

    ``rules`` maps property ids to rules; a property without one is the checker's own
    (``severity`` error).  ``compile_seconds`` is the way from source to Program; ``warnings`` are
    sentences of the front end; ``options`` the values the scope was compiled with;
    ``granularity`` says whether statements were ``merged`` into steps, or each ``statement`` was
    a step; accesses to the fields in ``exposed``, which race, were not merged; ``bound`` is the
    scope's own bound on callbacks in flight, if it has one; ``tokens`` are numbers of tokens that
    are not those of the scope.
    """

    model: str
    scope: str
    exploration: Exploration
    rules: Mapping[str, Rule] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    compile_seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    granularity: str = "merged"
    exposed: frozenset[str] = frozenset()
    bound: int | None = None
    tokens: Mapping[str, int] = field(default_factory=dict)

    def severity(self, finding: Finding) -> str:
        """``error``, or ``warning`` for a rule that is advice."""
        rule = self.rules.get(finding.property)
        return rule.severity if rule else "error"

    def with_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings with a verdict, in the order of the exploration."""
        return tuple(f for f in self.exploration.findings if f.verdict is verdict)

    @property
    def violations(self) -> tuple[Finding, ...]:
        """Broken rules that are errors."""
        broken = self.with_verdict(Verdict.VIOLATED)
        return tuple(f for f in broken if self.severity(f) == "error")

    @property
    def advice(self) -> tuple[Finding, ...]:
        """Broken rules that are advice."""
        broken = self.with_verdict(Verdict.VIOLATED)
        return tuple(f for f in broken if self.severity(f) != "error")

    @property
    def unreached(self) -> tuple[Finding, ...]:
        """Rules that hold only because their premise was never true: vacuous."""
        return tuple(f for f in self.held if not f.reached)

    @property
    def held(self) -> tuple[Finding, ...]:
        """Rules that hold, if only with the bound on callbacks in flight."""
        return self.with_verdict(Verdict.HOLDS) + self.with_verdict(Verdict.BOUNDED)

    @property
    def verdict(self) -> Verdict:
        """The verdict on the scope: the worst of its findings, and never ``holds`` after a cut."""
        if self.violations:
            return Verdict.VIOLATED
        if self.exploration.limit or self.with_verdict(Verdict.INCOMPLETE):
            return Verdict.INCOMPLETE
        if self.with_verdict(Verdict.UNKNOWN):
            return Verdict.UNKNOWN
        return Verdict.HOLDS if self.exploration.in_flight is None else Verdict.BOUNDED

    @property
    def words(self) -> str:
        """The verdict as people read it, with what it is limited to."""
        word = "holds" if self.verdict is Verdict.BOUNDED else self.verdict.value
        bound = self.exploration.in_flight
        if bound is not None:
            word += f" with up to {bound} callback{'s' * (bound != 1)} in flight"
        return word + " (compact)" * bool(self.exploration.omission)
