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
    ``stuck`` says that a search was not finished and found nothing.
    """

    task: Task
    kinds: tuple[str, ...]
    say: Callable[[str], object]
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
            for rule, finding in found.items():
                self.broken[rule] = self._fewest(rule, finding, tokens)
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

    def _fewest(self, rule: str, finding: Finding, tokens: dict[str, int]) -> Broken:
        """One class after the other with fewer tokens, as long as the rule is broken."""
        if len(tokens) > 1:
            for kind in tokens:
                for fewer in range(tokens[kind]):
                    found, _ = self._run(frozenset({rule}), {**tokens, kind: fewer})
                    if rule in found:
                        tokens, finding = {**tokens, kind: fewer}, found[rule]
                        break
        return Broken(tokens, finding)

    def _run(
        self, rules: frozenset[str], tokens: Mapping[str, int]
    ) -> tuple[dict[str, Finding], bool]:
        """Which of the rules are broken with so many tokens, and whether that is all of them."""
        task = self.task
        limits = task.limits if task.limits.seconds else replace(task.limits, seconds=SECONDS)
        found = run_task(
            replace(
                task.with_tokens(tokens), limits=limits,
                rules=tuple(r for r in task.rules if r.id in rules),
            ),
            enough=rules,
        ).exploration  # fmt: skip
        broken = {
            f.property: f for f in found.findings
            if f.property in rules and f.verdict is Verdict.VIOLATED
        }
        return broken, not found.limit
