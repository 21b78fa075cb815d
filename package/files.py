"""Files that are whole or not there: written beside their place, then moved into it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from miniport.checker.errors import UsageError

__all__ = ["require_folder", "require_writable", "write_text"]


def write_text(path: Path, text: str) -> None:
    """Write a file in one go; an interruption or a full disk leaves the old one, or none."""
    data = text.encode("utf-8", "backslashreplace")
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _ordinary_mode(temporary)
        os.replace(temporary, path)  # noqa: PTH105 - atomic, and named so
        temporary = None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def require_writable(path: Path) -> None:
    """Refuse a file that could not be written, before hours of work for it."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file")
    if not path.parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}")
    _try_folder(path.parent, path)


def require_folder(path: Path) -> None:
    """Make the folder, with its parents; refuse one that cannot be written to."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder {path} cannot be made: {error.strerror or error}") from error
    _try_folder(path, path)


def _try_folder(folder: Path, path: Path) -> None:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from error


def _ordinary_mode(path: str) -> None:
    """Temporary files are private; the result gets what any new file gets."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        Path(path).chmod(0o666 & ~mask)
