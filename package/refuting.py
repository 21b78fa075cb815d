"""Explicit search for what breaks rules with few tokens: no token of each class, one, two, ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from miniport.checker.result import Finding, Verdict
from miniport.task import Task, run_task

__all__ = ["Broken", "Refuter"]

SECONDS = 60.0
"""For each number of tokens, unless the task has a limit."""


@dataclass(frozen=True)
class Broken:
    """A rule is broken with so many tokens of each class, as few as possible."""

    tokens: Mapping[str, int]
    finding: Finding


@dataclass
class Refuter:
    """What was found of ``task``, with as many tokens of each of ``kinds`` as were tried.

    ``explored`` is the number of each up to which everything was explored, None if there is none;
    ``stuck`` says that a search was not finished and found nothing; ``exposed`` is what is known
    to race: no search has to find it again.
    """

    task: Task
    kinds: tuple[str, ...]
    say: Callable[[str], object]
    exposed: frozenset[str] = frozenset()
    broken: dict[str, Broken] = field(default_factory=dict)
    explored: int | None = None
    stuck: bool = False

    def refute(self, rules: Iterable[str], numbers: Iterable[int]) -> None:
        """Look for what breaks these rules, with each of these numbers of tokens."""
        for number in numbers if self.kinds else [n for n in numbers if not n]:
            left = frozenset(rules) - self.broken.keys()
            if not left or self.stuck:
                break
            self.say(f"{len(left)} open: {number} of each class of tokens")
            tokens = dict.fromkeys(self.kinds, number)
            found, whole = self._run(left, tokens)
            self.broken |= self._fewest({r: Broken(tokens, f) for r, f in found.items()})
            if whole and self.explored == (number - 1 if number else None):
                self.explored = number
            # More tokens only take longer.
            self.stuck = not whole and not found

    @property
    def first(self) -> list[str]:
        """The rules that are broken where none was before, for the others may be consequences;
        those that take longest come first: runs that end there say most."""
        found = [
            (-len(trace.steps), rule) for rule, broken in self.broken.items()
            if (trace := broken.finding.trace) is not None
            and not self.broken.keys() & set(broken.finding.after)
        ]
        return [rule for _, rule in sorted(found)]

    @property
    def tried(self) -> str:
        """What it says of a rule that it did not find broken."""
        if self.explored is None:
            return "explicit search was not finished either"
        if not self.kinds:
            return "nothing breaks it with the tokens that the scope has"
        return f"nothing breaks it with up to {self.explored} tokens of each class"

    def _fewest(self, broken: dict[str, Broken]) -> dict[str, Broken]:
        """One class after the other with fewer tokens, as long as a rule is broken."""
        least = dict(broken)
        for kind in self.kinds if len(self.kinds) > 1 else ():
            alike = dict[tuple[int, ...], list[str]]()
            for rule, known in least.items():
                alike.setdefault(tuple(known.tokens.values()), []).append(rule)
            for rules in alike.values():
                tokens = least[rules[0]].tokens
                left = frozenset(rules)
                for fewer in range(tokens[kind]):
                    found = self._each(left, {**tokens, kind: fewer})
                    least |= found
                    left -= found.keys()
        return least

    def _each(self, rules: frozenset[str], tokens: Mapping[str, int]) -> dict[str, Broken]:
        """Which of the rules are broken with so many tokens: one by one, if a search for all of
        them was not finished."""
        if not rules:
            return {}
        found, whole = self._run(rules, tokens)
        if not whole and len(rules) > 1:
            for rule in sorted(rules - found.keys()):
                found |= self._run(frozenset({rule}), tokens)[0]
        return {rule: Broken(tokens, finding) for rule, finding in found.items()}

    def _run(
        self, rules: frozenset[str], tokens: Mapping[str, int]
    ) -> tuple[dict[str, Finding], bool]:
        """Which of the rules are broken with so many tokens, and whether that is all of them."""
        task = self.task
        limits = task.limits if task.limits.seconds else replace(task.limits, seconds=SECONDS)
        result = run_task(
            replace(
                task.with_tokens(tokens), limits=limits, exposed=self.exposed,
                rules=tuple(r for r in task.rules if r.id in rules),
            ),
            enough=rules,
        )  # fmt: skip
        self.exposed, found = result.exposed, result.exploration
        broken = {
            f.property: f for f in found.findings
            if f.property in rules and f.verdict is Verdict.VIOLATED
        }
        return broken, not found.limit
