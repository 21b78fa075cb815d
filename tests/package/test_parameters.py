"""Sizes, numbers and options as people write them."""

from __future__ import annotations

import click
import pytest

from miniport import UsageError
from miniport.cli.parameters import Number, OrAll, Size
from miniport.models import find_model
from miniport.options import parse_options
from miniport.suggest import unknown


@pytest.mark.parametrize(
    ("text", "size"),
    [("1", 1), ("500M", 500 * 2**20), ("8G", 2**33), ("1.5g", 3 * 2**29), ("8 GiB", 2**33)],
)
def test_sizes(text: str, size: int) -> None:
    assert Size().convert(text, None, None) == size


@pytest.mark.parametrize("text", ["", "G", "-1G", "8X", "0", "1e9", "0.4"])
def test_no_sizes(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Size().convert(text, None, None)


def test_numbers() -> None:
    assert Number(int).convert("12", None, None) == 12
    assert Number(float).convert("0.5", None, None) == 0.5
    for text in ("0", "-3", "x", "1.5", ""):
        with pytest.raises(click.BadParameter):
            Number(int).convert(text, None, None)
    for text in ("inf", "nan"):
        with pytest.raises(click.BadParameter):
            Number(float).convert(text, None, None)


def test_numbers_or_all() -> None:
    assert OrAll().convert("3", None, None) == 3
    assert OrAll().convert("all", None, None) is None
    for text in ("0", "ALL", "", "1.5"):
        with pytest.raises(click.BadParameter):
            OrAll().convert(text, None, None)


def test_options() -> None:
    given = parse_options(["a=true", "b = off", "c=0x10", "a=no"])
    assert given == {"a": False, "b": False, "c": 16}
    for wrong in ("a", "=1", "a=maybe"):
        with pytest.raises(UsageError):
            parse_options([wrong])


def test_models(quiet: str) -> None:
    assert find_model(quiet).class_name is None
    assert find_model(f"{quiet}:Quiet").class_name == "Quiet"
    assert find_model("sample").path.name == "sample.py"
    with pytest.raises(UsageError, match=r"there is no file C:\\nic\.py"):
        find_model(r"C:\nic.py")


def test_suggestions() -> None:
    assert "Did you mean 'pause'?" in str(unknown("scope", "puase", ["pause", "reset"]))
    assert "There are a, b." in str(unknown("scope", "zzz", ["b", "a"]))
    assert str(unknown("scope", "zzz", map(str, range(50)))) == "there is no scope 'zzz'."
