"""One mutant of the reference driver: a small edit of one of its functions, as people err."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import miniport.model.drivers

__all__ = ["SAMPLE", "Mutant"]

SAMPLE = Path(next(iter(miniport.model.drivers.__path__))) / "sample.py"
"""The reference driver."""


@dataclass(frozen=True)
class Mutant:
    """In the method ``function``, ``old``, which stands there once, becomes ``new``.

    ``scope`` names one of :mod:`scopes`; ``breaks`` is a rule the mutant breaks there, "" if it
    breaks none.
    """

    name: str
    function: str
    old: str
    new: str
    scope: str
    breaks: str

    def write(self, folder: Path) -> Path:
        """The mutant as a file."""
        source = SAMPLE.read_text(encoding="utf-8")
        begin = source.index(f"    def {self.function}(")
        after = re.compile(r"\n\n    (?:def |# )|\Z").search(source, begin)
        assert after is not None
        body = source[begin:after.start() + 1]
        assert body.count(self.old) == 1, f"{self.name}: {body.count(self.old)} times"
        path = folder / f"{self.name.replace('-', '_')}.py"
        path.write_text(
            source[:begin] + body.replace(self.old, self.new) + source[after.start() + 1:],
            encoding="utf-8",
        )
        return path
