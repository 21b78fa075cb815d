"""A random sequential method as text in the language, with the model around it."""

from __future__ import annotations

from sequential_maker import Node

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
