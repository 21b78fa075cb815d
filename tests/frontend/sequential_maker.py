"""Random sequential methods, made from decisions.

``pick(n)`` gives a number below ``n``. A method is a tree of tuples: :mod:`sequential_text` writes
it in the language, :mod:`sequential_run` says what running it must come to.
"""

from __future__ import annotations

from collections.abc import Callable

Node = tuple


class Maker:
    """Makes statements and expressions as tuples, from decisions."""

    def __init__(self, pick: Callable[[int], int]) -> None:
        self.pick = pick
        self.loops = 0          # loops around the statement
        self.helper = False     # inside the helper
        self.holding = False    # inside the lock

    def of(self, *choices):
        """One of the alternatives, made."""
        return choices[self.pick(len(choices))]()

    def number(self, depth: int = 2) -> Node:
        """An integer expression."""
        simple = (
            lambda: ("const", self.pick(4)),
            lambda: ("field", "xyz"[self.pick(3)]),
            lambda: ("local", "abc"[self.pick(3)]),
            lambda: ("field", "tally"),
            lambda: ("len", "qs"[self.pick(2)]),
        )
        if depth == 0:
            return self.of(*simple)
        return self.of(
            *simple,
            lambda: ("bin", "+-"[self.pick(2)], self.number(depth - 1), self.number(depth - 1)),
            lambda: ("bin", "*", self.number(depth - 1), ("const", self.pick(4))),
            lambda: ("element", self.position()),
            lambda: ("tag", self.token()),
            lambda: ("ifexp", self.truth(depth - 1), self.number(depth - 1),
                     self.number(depth - 1)),
            lambda: ("minmax", ("min", "max")[self.pick(2)], self.number(depth - 1),
                     self.number(depth - 1)),
            lambda: ("count", self.truth_about("n")),
            lambda: ("helped", self.natural(depth - 1)) if not self.helper else ("const", 1),
        )

    def natural(self, depth: int) -> Node:
        """A number that is not negative: for what may become a Count."""
        return ("minmax", "max", self.number(depth), ("const", 0))

    def position(self) -> Node:
        """An index, nearly always inside."""
        if self.pick(8) == 0:
            return self.number(1)
        return self.of(lambda: ("const", self.pick(3)), lambda: ("len", "q"),
                       lambda: ("minmax", "min", ("const", 2), ("field", "xy"[self.pick(2)])))

    def token(self) -> Node:
        """A token or None."""
        if self.pick(8) == 0:
            return self.of(lambda: ("field", "t"), lambda: ("head",))
        return ("local", "u")

    def truth_about(self, name: str) -> Node:
        """A condition about a token called ``name``."""
        return self.of(
            lambda: ("compare", ("==", "<")[self.pick(2)], ("tag", ("local", name)),
                     self.number(0)),
            lambda: ("in", ("local", name), "qs"[self.pick(2)]),
        )

    def truth(self, depth: int = 2) -> Node:
        """A condition."""
        simple = (
            lambda: ("field", "fg"[self.pick(2)]),
            lambda: ("compare", ("==", "!=", "<", "<=", ">", ">=")[self.pick(6)],
                     self.number(0), self.number(0)),
            lambda: ("none", ("is", "is not")[self.pick(2)], ("field", "t")),
            lambda: ("not", ("filled", "qs"[self.pick(2)])),
        )
        if depth == 0:
            return self.of(*simple)
        return self.of(
            *simple,
            lambda: ("compare", ("==", "<", ">=")[self.pick(3)], self.number(depth - 1),
                     self.number(depth - 1)),
            lambda: ("junction", ("and", "or")[self.pick(2)], self.truth(depth - 1),
                     self.truth(depth - 1)),
            lambda: ("not", self.truth(depth - 1)),
            lambda: ("in", self.token(), "qs"[self.pick(2)]),
            lambda: ("some", ("any", "all")[self.pick(2)], self.truth_about("n")),
            lambda: ("chain", self.number(0), self.number(depth - 1), self.number(0)),
        )

    def block(self, depth: int) -> list[Node]:
        """One to three statements."""
        return [self.statement(depth) for _ in range(1 + self.pick(3))]

    def statement(self, depth: int) -> Node:
        """A statement."""
        simple = (
            lambda: ("set", "xyz"[self.pick(3)], self.number()),
            lambda: ("set", ("f", "g")[self.pick(2)], self.truth()),
            lambda: ("local", "abc"[self.pick(3)], self.number()),
            lambda: ("set", "t", self.token()),
            lambda: ("local", "u", self.of(
                lambda: ("choose",), lambda: ("choose",), self.token,
                    lambda: ("popleft",) if self.pick(2) else ("nothing",))),
            lambda: ("add", ("x", "z", "tally")[self.pick(3)], "+-"[self.pick(2)], self.number(1)),
            lambda: ("put", self.position(), self.number(1)),
            lambda: ("tagged", self.token(), self.number(1)),
            lambda: ("append", self.token()),
            lambda: ("if", ("compare", "<", ("len", "q"), ("const", 2)),
                     [("append", self.token())], []),
            lambda: ("if", ("in", ("local", "u"), "q"), [("remove", ("local", "u"))], []),
            lambda: ("remove" if self.pick(4) == 0 else "append", self.token()),
            lambda: ("clear", "qs"[self.pick(2)]),
            lambda: ("mark", ("add", "discard")[self.pick(2)], self.token()),
            lambda: ("assert", self.truth()) if self.pick(3) == 0 else (
                "set", "f", self.truth()),
        )
        leaving = []
        if self.loops:
            leaving += [lambda: ("break",), lambda: ("continue",)]
        if self.helper:
            leaving.append(lambda: ("return", self.natural(1)))
        if depth == 0:
            return self.of(*simple, *leaving)
        return self.of(
            *simple, *leaving,
            lambda: ("if", self.truth(), self.block(depth - 1), self.block(depth - 1)),
            lambda: ("if", self.truth(), self.block(depth - 1), []),
            lambda: ("match", self.number(1), self.block(depth - 1), self.block(depth - 1)),
            lambda: ("each", self.looped(depth)),
            lambda: ("twice", self.looped(depth)),
            lambda: ("members", self.looped(depth)),
            lambda: ("bounded", self.truth(1), self.looped(depth)),
            lambda: self.locked(depth),
            lambda: ("atomic", self.block(depth - 1)),
        )

    def looped(self, depth: int) -> list[Node]:
        """The body of a loop."""
        self.loops += 1
        try:
            return self.block(depth - 1)
        finally:
            self.loops -= 1

    def locked(self, depth: int) -> Node:
        """``with self.lock``, once: taking it twice breaks an assertion."""
        if self.holding or self.helper:
            return ("atomic", self.block(depth - 1))
        self.holding = True
        try:
            return ("with", self.block(depth - 1))
        finally:
            self.holding = False

    def method(self) -> tuple[list[Node], list[Node]]:
        """The bodies of ``main`` and of ``helped``."""
        main = self.block(2) + self.block(2)
        self.helper, self.loops = True, 0
        helper = [*self.block(1), ("return", self.natural(1))]
        return main, helper
