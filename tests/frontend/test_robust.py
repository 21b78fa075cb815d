"""Whatever the text of a model is, it is compiled, refused, or a fault of ours told as one."""

import ast
import io
import random
import tokenize
from pathlib import Path

import pytest
from tiny import compile_text, source

import miniport.model.drivers as drivers
from miniport.checker.errors import CheckerBug, ModelError, UsageError
from miniport.checker.frontend import compile_model
from miniport.checker.frontend.lowering import Lowering
from miniport.model.scopes import SCOPES

OPERATORS = ["==", "!=", "<", "+", "-", "=", ".", " and ", " or ", " in ", "+=", "*", " is ", "%"]


def mutated(text, seed):
    """The text with a name, an operator, a token or a line changed; still Python."""
    chance = random.Random(seed)
    kinds = (tokenize.NAME, tokenize.OP, tokenize.NUMBER)
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type in kinds]
    while True:
        lines = text.splitlines(keepends=True)
        token = chance.choice(tokens)
        if chance.randrange(5) == 0:
            del lines[token.start[0] - 1]
        else:
            other = chance.choice(["", chance.choice(tokens).string, chance.choice(OPERATORS)])
            line = lines[token.start[0] - 1]
            lines[token.start[0] - 1] = line[: token.start[1]] + other + line[token.end[1]:]
        try:
            ast.parse("".join(lines))
        except SyntaxError:
            continue
        return "".join(lines)


@pytest.mark.slow
def test_a_changed_driver_is_compiled_or_refused(tmp_path):
    """Ten changes of the reference driver, as compiling it takes two seconds; a refusal can be
    shown."""
    text = (Path(next(iter(drivers.__path__))) / "sample.py").read_text(encoding="utf-8")
    path = tmp_path / "changed.py"
    refused = 0
    scopes = [s for s in SCOPES if s.ndis == 6]
    for seed in range(10):
        path.write_text(mutated(text, seed), encoding="utf-8")
        try:
            compile_model(path, scope=scopes[seed % len(scopes)])
        except ModelError as error:
            refused += 1
            assert error.render()
        except UsageError as error:
            assert str(error)
    assert 3 <= refused <= 10


@pytest.mark.parametrize("terms", [400, 5_000])
def test_a_deep_expression_is_refused_where_it_is(tmp_path, terms):
    """Never a RecursionError."""
    deep = " + ".join(["self.n"] * terms)
    method = f"def main(self):\n    self.n = {deep}"
    with pytest.raises(ModelError) as refused:
        compile_text(tmp_path, source("n: Count = 0", method))
    assert refused.value.diagnostics[0].code in ("MP103", "MP104")
    assert refused.value.render()


def test_an_expression_that_is_not_too_deep_is_compiled(tmp_path):
    """A hundred terms."""
    method = "def main(self):\n    self.n = " + " + ".join(["self.n"] * 100)
    assert compile_text(tmp_path, source("n: Count = 0", method)).program.actions


def test_a_fault_of_ours_names_the_statement(tmp_path, monkeypatch):
    """The place, and the original as the cause."""

    def broken(*_):
        raise KeyError("surprise")

    monkeypatch.setattr(Lowering, "number", broken)
    method = "def main(self):\n    self.n = self.n + 1"
    with pytest.raises(CheckerBug, match=r"tiny\.py:12: .*surprise") as bug:
        compile_text(tmp_path, source("n: Count = 0", method))
    assert isinstance(bug.value.__cause__, KeyError)
    assert bug.value.exit_code == 70


def test_a_fault_of_ours_elsewhere_names_the_file(tmp_path, monkeypatch):
    """Not every fault is in a statement."""

    def broken(*_, **__):
        raise IndexError("surprise")

    monkeypatch.setattr("miniport.checker.frontend.compile.automaton", broken)
    method = "def main(self):\n    self.n = 1"
    with pytest.raises(CheckerBug, match=r"tiny\.py cannot be compiled: .*surprise"):
        compile_text(tmp_path, source("n: Count = 0", method))
