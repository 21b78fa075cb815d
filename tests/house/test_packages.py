"""What is installed: every package by name, every module importable, nothing heavy for models."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib

import pytest

from .rooms import ROOMS, ROOT, module_name, python_files


def _setuptools() -> dict:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["tool"]["setuptools"]


def test_every_folder_is_listed_as_a_package() -> None:
    folders = {module_name(p / "__init__.py") for p in {f.parent for f in python_files()}}
    assert sorted(_setuptools()["packages"]) == sorted(folders)


def test_every_package_has_a_door() -> None:
    assert not [p.parent for p in python_files() if not (p.parent / "__init__.py").is_file()]


def test_the_rooms_are_mapped() -> None:
    assert _setuptools()["package-dir"] == {name: folder for folder, name in ROOMS.items()}


@pytest.mark.parametrize("module", [module_name(p) for p in python_files()])
def test_every_module_can_be_imported(module: str) -> None:
    assert importlib.import_module(module).__doc__


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*{{m.split('.')[0] for m in sys.modules}})"
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT.parent
    )
    return set(output.stdout.split())


@pytest.mark.parametrize("module", ["miniport", "miniport.model", "miniport.specs"])
def test_models_load_no_library(module: str) -> None:
    assert not _loaded_by(f"import {module}") & {"networkx", "numpy", "rich", "click"}


def test_the_checker_loads_no_report() -> None:
    assert not _loaded_by("import miniport.checker.explore") & {"networkx", "rich", "click"}


def test_the_door_of_the_package() -> None:
    import miniport

    missing = [name for name in miniport.__all__ if getattr(miniport, name, None) is None]
    assert not missing
    assert set(miniport.__all__) <= set(dir(miniport))
    assert callable(miniport.check), "not the module of that name"
    with pytest.raises(AttributeError, match="has no attribute 'chekc'"):
        miniport.chekc  # noqa: B018 - the access is the test
