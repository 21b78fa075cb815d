"""Values of parameters: positive numbers, and sizes such as ``8G``."""

from __future__ import annotations

import re
from typing import Any

import click

__all__ = ["InFlight", "Number", "OrAll", "Size"]

_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


class Number(click.ParamType):
    """A number above zero."""

    name = "number"

    def __init__(self, kind: type[int] | type[float]) -> None:
        self.kind = kind

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | float | None:
        """The number that the text says."""
        try:
            number = self.kind(value)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is not a number", param, ctx)
        if not 0 < number < float("inf"):
            self.fail(f"{value} is not above zero", param, ctx)
        return number


class OrAll(Number):
    """A number above zero, or ``all``: None."""

    name = "number or all"

    def __init__(self) -> None:
        super().__init__(int)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | float | None:
        """The number that the text says, None for all."""
        return None if value == "all" else super().convert(value, param, ctx)


class InFlight(OrAll):
    """A number above zero, or ``all``: "all", for None is what the scope says."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """The number that the text says, or "all"."""
        return super().convert(value, param, ctx) or "all"


class Size(click.ParamType):
    """An amount of memory in bytes: ``500M``, ``1.5G``, ``8GiB``."""

    name = "size"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number of bytes that the text says."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?", str(value).strip(), re.I)
        if found is None:
            self.fail(f"{value!r} is not a size: write 500M or 8G", param, ctx)
        size = int(float(found[1]) * _UNITS[found[2].upper()])
        if size <= 0:
            self.fail(f"{value} is not above zero", param, ctx)
        return size
