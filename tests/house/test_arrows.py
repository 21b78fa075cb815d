"""Arrows between the rooms: package -> reports -> checker -> model, and specs -> model."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from .rooms import ROOT, imports, python_files

ALLOWED = {
    "model": ("miniport.model",),
    "specs": ("miniport.specs", "miniport.model"),
    "checker": ("miniport.checker", "miniport.model.language"),
    "reports": ("miniport.reports", "miniport.checker", "miniport.model.language.rules"),
    "package": ("miniport",),
}
"""What the files of a room may import of ours."""

EXCEPTIONS = {"model/drivers": ("miniport.model",)}
"""Drivers are written as users write theirs: absolutely."""

LIBRARIES = {
    "model": set(),
    "specs": set(),
    "checker": {"llvmlite", "numba", "numpy", "z3"},
    "reports": {"networkx", "rich"},
    "package": {"click", "rich"},
}
"""The third-party libraries each room may use."""


def _within(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)


def _is_driver(path: Path) -> bool:
    return any(path.is_relative_to(ROOT / folder) for folder in EXCEPTIONS)


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_what_it_may_know(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in python_files(room)
        for line, name, _relative in imports(path)
        if _within(name, ("miniport",)) and not _within(name, ALLOWED[room])
    ]
    assert not wrong


@pytest.mark.parametrize("room", ["model", "specs", "checker", "reports"])
def test_rooms_import_themselves_relatively(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name} absolutely"
        for path in python_files(room)
        for line, name, relative in imports(path)
        if _within(name, ("miniport",)) and not relative and not _is_driver(path)
    ]
    assert not wrong


def test_the_package_and_the_tests_import_absolutely() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name} relatively"
        for path in python_files("package")
        for line, name, relative in imports(path)
        if relative
    ]
    assert not wrong


@pytest.mark.parametrize("room", LIBRARIES)
def test_a_room_uses_only_its_libraries(room: str) -> None:
    known = set(sys.stdlib_module_names) | {"miniport"} | LIBRARIES[room]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in python_files(room)
        for line, name, relative in imports(path)
        if not relative and name.split(".")[0] not in known and not _is_driver(path)
    ]
    assert not wrong


def test_nobody_imports_a_room_by_its_bare_name() -> None:
    folders = (ROOT / name for name in ("tests", "benchmarks", "docs", "examples"))
    files = [path for folder in folders for path in folder.rglob("*.py")]
    wrong_models = ROOT / "tests" / "frontend" / "wrong"  # not even Python, some of them
    wrong = []
    for path in files:
        if path.is_relative_to(wrong_models):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            wrong += [
                f"{path.relative_to(ROOT)}:{node.lineno} imports {name}"
                for name in names
                if name.split(".")[0] in ("model", "specs", "checker", "reports", "package")
            ]
    assert not wrong


def test_the_arrow_reader_sees_both_ways_of_writing() -> None:
    relative = imports(ROOT / "reports" / "graph.py")
    assert any(name == "miniport.checker.trace" and written for _, name, written in relative)
    absolute = imports(ROOT / "package" / "facade.py")
    assert any(name == "miniport.reports" and not written for _, name, written in absolute)
