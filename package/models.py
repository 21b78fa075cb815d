"""Which file and class a model's name stands for.

A name is a shipped driver (``sample``), or a path (``nic.py``, ``nic.py:Nic``).
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from pathlib import Path

from miniport.checker.errors import UsageError
from miniport.suggest import unknown

__all__ = ["ModelFile", "find_model", "shipped"]


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model before it is read: the file, the class in it (None: the only driver), its name."""

    path: Path
    class_name: str | None
    name: str


def shipped() -> dict[str, Path]:
    """The drivers that come with the package, by name."""
    import miniport.model.drivers as drivers

    folder = Path(next(iter(drivers.__path__)))
    return {p.stem: p for p in sorted(folder.glob("*.py")) if not p.stem.startswith("_")}


def find_model(model: str | Path | type) -> ModelFile:
    """The file and class of a shipped name, a path, ``path:Class``, or a class itself."""
    if isinstance(model, type):
        path = Path(inspect.getfile(model))
        return ModelFile(path, model.__name__, model.__name__)
    text = str(model)
    file, class_name = _split(text)
    drivers = shipped()
    if file in drivers:
        return ModelFile(drivers[file], class_name, text)
    path = Path(file)
    if path.suffix != ".py" and not path.exists():
        raise unknown("driver", file, drivers, "`miniport list` shows the shipped ones; "
                      "your own is named by its path: path.py or path.py:Class.")  # fmt: skip
    if not path.exists():
        raise UsageError(f"there is no file {path}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file of it: {path / 'driver.py'}")
    return ModelFile(path, class_name, path.stem + (f":{class_name}" if class_name else ""))


def _split(text: str) -> tuple[str, str | None]:
    """``path:Class`` at its last colon, unless that is the colon of a Windows drive."""
    file, colon, class_name = text.rpartition(":")
    return (file, class_name) if colon and class_name.isidentifier() else (text, None)
