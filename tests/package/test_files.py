"""Files are whole or not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from miniport import UsageError
from miniport.files import require_folder, require_writable, write_text


def test_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_text(path, "old")
    write_text(path, "n\xfc\ud800")
    assert path.read_bytes() == "n\xfc\\ud800".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_is_that_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    write_text(tmp_path / "written", "")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize(
    "interruption", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()]
)
def test_a_failure_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: BaseException
) -> None:
    path = tmp_path / "a.json"
    write_text(path, "old")

    def full(*_arguments: object) -> None:
        raise interruption

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises((UsageError, KeyboardInterrupt)):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_reason_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"x cannot be written: No such file or directory"):
        write_text(tmp_path / "gone" / "x", "")
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="there is no folder"):
        require_writable(tmp_path / "file" / "x")
    with pytest.raises(UsageError, match="is a folder"):
        require_writable(tmp_path)
    with pytest.raises(UsageError, match="cannot be made"):
        require_folder(tmp_path / "file")


def test_asking_leaves_nothing(tmp_path: Path) -> None:
    require_writable(tmp_path / "x")
    assert not list(tmp_path.iterdir())
    require_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir() and not list((tmp_path / "a" / "b").iterdir())
