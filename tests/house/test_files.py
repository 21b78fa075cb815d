"""Files a newcomer can read: short, explained, free of one machine's paths."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

from .rooms import ROOT, python_files, tracked

LONGEST, MEDIAN = 600, 150

EXCEPTIONS: dict[str, str] = {}
"""Files that may be longer, each with the reason."""

_PATH = re.compile(r"(?<![\w.$}/-])(?:/(?:work|home|root|tmp|Users|opt)/[\w.]|[A-Z]:\\\\?Users)")
_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "deb." + "debian.org")


def _lines(path: Path) -> int:
    return len(path.read_bytes().splitlines())


def test_no_file_is_too_long() -> None:
    files = [p for p in tracked() if p.suffix == ".py"]
    assert files
    long = {str(p.relative_to(ROOT)): _lines(p) for p in files if _lines(p) > LONGEST}
    assert long.keys() <= EXCEPTIONS.keys(), long


def test_the_median_file_fits_on_a_few_screens() -> None:
    assert statistics.median(map(_lines, python_files())) <= MEDIAN


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_every_public_class_and_function_of_the_tool_says_what_it_is() -> None:
    silent = []
    for path in python_files("checker", "reports", "package"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = isinstance(node, (ast.FunctionDef, ast.ClassDef))
            if named and not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not silent


def test_no_path_or_host_of_one_machine() -> None:
    found = []
    for path in tracked():
        if path == ROOT / "tests" / "house" / "test_files.py":
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if _PATH.search(line) or any(host in line for host in _HOSTS):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked():
        if path.suffix != ".md":
            continue
        text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} -> {target}")
    assert not broken
