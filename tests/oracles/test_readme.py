"""The README of the protocols has the table that the models themselves give."""

from __future__ import annotations

from pathlib import Path

from examples.protocols import __main__ as protocols

README = Path(protocols.__file__).with_name("README.md")


def test_the_table_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert protocols.table() in text, "run: python -m examples.protocols --write"


def test_every_row_is_a_link_to_a_model() -> None:
    rows = protocols.table().splitlines()[2:]
    models = [row.split("](", 1)[1].split(")", 1)[0] for row in rows]
    assert models
    assert not [name for name in models if not README.with_name(name).is_file()]
