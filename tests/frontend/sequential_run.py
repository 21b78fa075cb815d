"""What a random sequential method must come to: a simulation, and its form of a last state.

:class:`Simulation` shares nothing with the front end. Its fields, initial values and ranges are
those that ``FIELDS`` and ``BEFORE`` of :mod:`sequential_text` declare.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sequential_maker import Node

TOKENS = 2
RANGES = {"x": (0, 9), "y": (0, 7), "z": (-4, 9), "a": (0, 9), "b": (0, 9), "tag": (0, 3),
          "arr": (0, 3), "tally": (0, 255), "c": (0, 255)}


class Broken(Exception):
    """The run ends because of a property of the language."""


class Returned(Exception):
    """``return`` in the helper."""


class Leaves(Exception):
    """``break`` or ``continue``."""


@dataclass
class Simulation:
    """One run; ``script`` are the choices to take, ``open`` how many more there were."""

    main: list[Node]
    helper: list[Node]
    script: list[int]
    used: int = 0
    fields: dict = field(default_factory=lambda: {
        "x": 1, "y": 0, "z": 0, "f": False, "g": True, "t": 0, "tally": 1})
    q: list[int] = field(default_factory=list)
    s: set[int] = field(default_factory=set)
    arr: list[int] = field(default_factory=lambda: [1, 1, 1])
    tags: list[int] = field(default_factory=lambda: [0, 0])
    locals: dict = field(default_factory=lambda: {"a": 0, "b": 2, "c": 1, "u": 0})
    times: int = 0

    def run(self) -> tuple:
        """("end", values) or ("broken", property)."""
        try:
            self.outermost = self.locals
            self.locals["u"] = 1 + self.decide(TOKENS)
            self.block(self.main)
            here = self.locals
            self.store("tally", here["a"] + here["b"] + here["c"])
            self.fields["t"] = here["u"]
        except Broken as broken:
            return ("broken", broken.args[0])
        f = self.fields
        return ("end", *(f[n] for n in ("x", "y", "z", "f", "g", "t", "tally")), tuple(self.q),
                frozenset(self.s), tuple(self.arr), tuple(self.tags), self.times)

    def decide(self, options: int) -> int:
        """The next choice: as the script says, then the first."""
        if self.used == len(self.script):
            self.script.append(0)
        self.used += 1
        self.options = [*getattr(self, "options", []), options]
        return self.script[self.used - 1]

    def inside(self, name: str, value: int) -> int:
        """``value``, which must be in the range of ``name``."""
        low, high = RANGES[name]
        if value > high == 255:
            raise Broken("bound")
        if not low <= value <= high:
            raise Broken("range")
        return value

    def store(self, name: str, value) -> None:
        """Assign a field."""
        self.fields[name] = self.inside(name, value) if name in RANGES else value

    def block(self, body: list[Node]) -> None:
        """Statements in order."""
        for node in body:
            self.statement(node)

    def statement(self, node: Node) -> None:
        """One statement."""
        match node:
            case ("set", name, value):
                self.store(name, self.value(value))
            case ("local", name, value):
                given = self.value(value)
                # A parameter that is assigned is a Count.
                kind = "c" if name == "a" and self.locals is not self.outermost else name
                self.locals[name] = given if name == "u" else self.inside(kind, given)
            case ("add", name, sign, value):
                # Python reads the old value first.
                old, change = self.fields[name], self.value(value)
                self.store(name, old + change if sign == "+" else old - change)
            case ("put", index, value):
                given = self.value(value)
                self.arr[self.index(self.value(index))] = self.inside("arr", given)
            case ("tagged", token, value):
                given, target = self.value(value), self.real(self.value(token))
                self.tags[target - 1] = self.inside("tag", given)
            case ("append", token):
                given = self.value(token)
                if len(self.q) == TOKENS:
                    raise Broken("queue.full")
                self.q.append(given)
            case ("remove", token):
                given = self.value(token)
                if given not in self.q:
                    raise Broken("queue.absent")
                self.q.remove(given)
            case ("clear", name):
                (self.q if name == "q" else self.s).clear()
            case ("mark", word, token):
                given = self.real(self.value(token))
                getattr(self.s, word)(given)
            case ("assert", condition):
                if not self.value(condition):
                    raise Broken("assert")
            case ("break" | "continue" as word,):
                raise Leaves(word)
            case ("return", value):
                raise Returned(self.value(value))
            case ("if", condition, then, other):
                self.block(then if self.value(condition) else other)
            case ("match", subject, first, second):
                given = self.value(subject)
                self.block(first if given == 0 else second if given in (1, 2) else [])
            case ("each", inner):
                self.loop(inner, list(self.q), "u")
            case ("twice", inner):
                self.loop(inner, [0, 1], None)
            case ("members", inner):
                self.members(inner)
            case ("bounded", condition, inner):
                left = 3
                while left > 0 and self.value(condition):
                    left -= 1
                    try:
                        self.block(inner)
                    except Leaves as leaves:
                        if leaves.args[0] == "break":
                            break
            case ("with", inner):
                self.times += 1
                self.block(inner)
            case ("atomic", inner):
                self.block(inner)
            case _:
                raise AssertionError(node)

    def loop(self, inner: list[Node], items: list, name: str | None) -> None:
        """A loop over known items."""
        for item in items:
            if name:
                self.locals[name] = item
            try:
                self.block(inner)
            except Leaves as leaves:
                if leaves.args[0] == "break":
                    break

    def members(self, inner: list[Node]) -> None:
        """A loop over a set: unrolled."""
        self.loop(inner, sorted(self.s), None)

    def real(self, token: int) -> int:
        """A token that is not None."""
        if token == 0:
            raise Broken("none")
        return token

    def index(self, value: int) -> int:
        """An index of ``arr``."""
        if not 0 <= value < 3:
            raise Broken("index")
        return value

    def value(self, node: Node):
        """The value of an expression."""
        match node:
            case ("const", value):
                return value
            case ("field", name):
                return self.fields[name]
            case ("local", name):
                return self.locals[name]
            case ("len", name):
                return len(self.q if name == "q" else self.s)
            case ("bin", sign, left, right):
                a, b = self.value(left), self.value(right)
                return a + b if sign == "+" else a - b if sign == "-" else a * b
            case ("element", index):
                return self.arr[self.index(self.value(index))]
            case ("tag", token):
                return self.tags[self.real(self.value(token)) - 1]
            case ("ifexp", condition, then, other):
                return self.value(then if self.value(condition) else other)
            case ("minmax", name, left, right):
                return (min if name == "min" else max)(self.value(left), self.value(right))
            case ("count", condition):
                return sum(self.about(condition, n) for n in range(1, TOKENS + 1))
            case ("helped", value):
                return self.call(self.value(value))
            case ("head",):
                if not self.q:
                    raise Broken("index")
                return self.q[0]
            case ("nothing",):
                return 0
            case ("choose",):
                return 1 + self.decide(TOKENS)
            case ("popleft",):
                if not self.q:
                    raise Broken("queue.empty")
                return self.q.pop(0)
            case ("compare", sign, left, right):
                a, b = self.value(left), self.value(right)
                return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b,
                        ">=": a >= b}[sign]
            case ("chain", low, middle, high):
                a, b = self.value(low), self.value(middle)
                return a <= b < self.value(high)
            case ("none", word, token):
                return (self.value(token) == 0) == (word == "is")
            case ("filled", name):
                return bool(self.q if name == "q" else self.s)
            case ("junction", "and", left, right):
                return self.value(left) and self.value(right)
            case ("junction", "or", left, right):
                return self.value(left) or self.value(right)
            case ("not", inner):
                return not self.value(inner)
            case ("in", token, name):
                return self.value(token) in (self.q if name == "q" else self.s)
            case ("some", word, condition):
                found = [self.about(condition, n) for n in range(1, TOKENS + 1)]
                return any(found) if word == "any" else all(found)
        raise AssertionError(node)

    def about(self, condition: Node, token: int) -> bool:
        """A condition with the name ``n`` for a token."""
        before = self.locals.get("n")
        self.locals["n"] = token
        found = bool(self.value(condition))
        self.locals["n"] = before
        return found

    def call(self, argument: int) -> int:
        """``self.helped(argument)``."""
        caller = self.locals
        self.locals = {"a": argument, "b": 1, "c": 1, "u": self.fields["t"]}
        try:
            self.block(self.helper)
        except Returned as returned:
            return returned.args[0]
        finally:
            self.locals = caller
        raise AssertionError("the helper returns")


def outcomes(main: list[Node], helper: list[Node]) -> set[tuple]:
    """What all runs come to."""
    found, scripts = set(), [[]]
    while scripts:
        script = scripts.pop()
        known = len(script)
        run = Simulation(main, helper, script)
        found.add(run.run())
        for at in range(known, run.used):
            for other in range(1, run.options[at]):
                scripts.append([*run.script[:at], other])
        if len(found) > 200 or len(scripts) > 2000:
            break
    return found


START = {"x": 1, "y": 0, "z": 0, "f": 0, "g": 1, "t": 0, "tally": 1, "arr[0]": 1, "arr[1]": 1,
         "arr[2]": 1}


def ended(names: list[str], values: tuple[int, ...]) -> tuple:
    """A last state of the compiled model, in the form of :meth:`Simulation.run`.

    A variable that is never written is pruned: it still has its initial value.
    """
    state = dict(zip(names, values, strict=True))

    def get(name: str) -> int:
        return state.get(name, START.get(name, 0))

    return (
        "end", *(get(n) for n in ("x", "y", "z")), bool(get("f")), bool(get("g")), get("t"),
        get("tally"), tuple(get(f"q[{k}]") for k in range(get("len(q)"))),
        frozenset(k for k in range(1, TOKENS + 1) if get(f"s[Tok{k}]")),
        tuple(get(f"arr[{k}]") for k in range(3)),
        tuple(get(f"Tok{k}.tag") for k in range(1, TOKENS + 1)), get("lock.times"),
    )
