"""Random sequential methods: the text of a model, and what running it must come to.

A method is made from decisions (``pick(n)`` gives a number below ``n``), written as text in the
language, and run by :class:`Simulation`, which shares nothing with the front end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

TOKENS = 2
FIELDS = """
x: Range[0, 9] = 1
y: Range[0, 7] = 0
z: Range[-4, 9] = 0
f: bool = False
g: bool = True
t: Tok | None = None
q: Queue[Tok]
s: Set[Tok]
arr: Array[Range[0, 3], 3] = 1
tally: Count = 1
lock = Held()
"""
BEFORE = """
class Tok(Token):
    count: Final = 2
    tag: Range[0, 3] = 0


class Color(Enum):
    RED = auto()
    GREEN = auto()


class Held(Plain):
    times: Count = 0
    held: bool = False

    @atomic
    def __enter__(self):
        assert not self.held, "twice"
        self.held = True
        self.times += 1

    @atomic
    def __exit__(self):
        assert self.held, "not held"
        self.held = False


"""
RANGES = {"x": (0, 9), "y": (0, 7), "z": (-4, 9), "a": (0, 9), "b": (0, 9), "tag": (0, 3),
          "arr": (0, 3), "tally": (0, 255), "c": (0, 255)}

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


# -- as text -------------------------------------------------------------------------------


def written(main: list[Node], helper: list[Node], *, atomic: bool = False) -> str:
    """The methods as text; ``atomic``: so is the helper."""
    lines = ["def main(self):", "    a: Range[0, 9] = 0", "    b: Range[0, 9] = 2", "    c = 0",
             "    c = c + 1", "    u = choose(n for n in tokens(Tok))"]
    _lines(main, 1, lines)
    lines += ["    self.tally = a + b + c", "    self.t = u", "",
              *(["@atomic"] if atomic else []), "def helped(self, a):",
              "    b: Range[0, 9] = 1", "    c = 0", "    c = c + 1",
              "    u: Tok | None = self.t"]
    _lines(helper, 1, lines)
    return "\n".join(lines)


def _lines(body: list[Node], level: int, out: list[str]) -> None:
    pad = "    " * level
    for node in body:
        match node:
            case ("set", name, value):
                out.append(f"{pad}self.{name} = {_text(value)}")
            case ("local", name, value):
                out.append(f"{pad}{name} = {_text(value)}")
            case ("add", name, sign, value):
                out.append(f"{pad}self.{name} {sign}= {_text(value)}")
            case ("put", index, value):
                out.append(f"{pad}self.arr[{_text(index)}] = {_text(value)}")
            case ("tagged", token, value):
                out.append(f"{pad}{_text(token)}.tag = {_text(value)}")
            case ("append" | "remove" as name, token):
                out.append(f"{pad}self.q.{name}({_text(token)})")
            case ("clear", name):
                out.append(f"{pad}self.{name}.clear()")
            case ("mark", name, token):
                out.append(f"{pad}self.s.{name}({_text(token)})")
            case ("assert", condition):
                out.append(f"{pad}assert {_text(condition)}, 'so'")
            case ("break" | "continue" as word,):
                out.append(f"{pad}{word}")
            case ("return", value):
                out.append(f"{pad}return {_text(value)}")
            case ("if", condition, then, other):
                out.append(f"{pad}if {_text(condition)}:")
                _lines(then, level + 1, out)
                if other:
                    out.append(f"{pad}else:")
                    _lines(other, level + 1, out)
            case ("match", subject, first, second):
                out.append(f"{pad}match {_text(subject)}:")
                out.append(f"{pad}    case 0:")
                _lines(first, level + 2, out)
                out.append(f"{pad}    case 1 | 2:")
                _lines(second, level + 2, out)
            case ("each", inner):
                out.append(f"{pad}for u in self.q:")
                _lines(inner, level + 1, out)
            case ("twice", inner):
                out.append(f"{pad}for k in range(2):")
                _lines(inner, level + 1, out)
            case ("members", inner):
                out.append(f"{pad}for n in self.s:")
                _lines(inner, level + 1, out)
            case ("bounded", condition, inner):
                out.append(f"{pad}left{level}: Range[0, 3] = 3")
                out.append(f"{pad}while left{level} > 0 and {_text(condition)}:")
                out.append(f"{pad}    left{level} -= 1")
                _lines(inner, level + 1, out)
            case ("with", inner):
                out.append(f"{pad}with self.lock:")
                _lines(inner, level + 1, out)
            case ("atomic", inner):
                out.append(f"{pad}with atomic():")
                _lines(inner, level + 1, out)
            case _:
                raise AssertionError(node)


def _text(node: Node) -> str:
    match node:
        case ("const", value):
            return str(value)
        case ("field", name):
            return f"self.{name}"
        case ("local", name):
            return name
        case ("len", name):
            return f"len(self.{name})"
        case ("bin", sign, left, right):
            return f"({_text(left)} {sign} {_text(right)})"
        case ("element", index):
            return f"self.arr[{_text(index)}]"
        case ("tag", token):
            return f"{_text(token)}.tag"
        case ("ifexp", condition, then, other):
            return f"({_text(then)} if {_text(condition)} else {_text(other)})"
        case ("minmax", name, left, right):
            return f"{name}({_text(left)}, {_text(right)})"
        case ("count", condition):
            return f"count(n for n in tokens(Tok) if {_text(condition)})"
        case ("helped", value):
            return f"self.helped({_text(value)})"
        case ("head",):
            return "self.q[0]"
        case ("nothing",):
            return "None"
        case ("choose",):
            return "choose(n for n in tokens(Tok))"
        case ("popleft",):
            return "self.q.popleft()"
        case ("compare", sign, left, right):
            return f"{_text(left)} {sign} {_text(right)}"
        case ("chain", low, middle, high):
            return f"{_text(low)} <= {_text(middle)} < {_text(high)}"
        case ("none", word, token):
            return f"{_text(token)} {word} None"
        case ("filled", name):
            return f"self.{name}"
        case ("junction", word, left, right):
            return f"({_text(left)} {word} {_text(right)})"
        case ("not", inner):
            return f"(not {_text(inner)})"
        case ("in", token, name):
            return f"{_text(token)} in self.{name}"
        case ("some", word, condition):
            return f"{word}({_text(condition)} for n in tokens(Tok))"
    raise AssertionError(node)


# -- as a run ------------------------------------------------------------------------------


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
