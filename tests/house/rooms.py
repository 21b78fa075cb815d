"""Where the rooms are, and their Python files."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

__all__ = ["ROOMS", "ROOT", "imports", "module_name", "python_files", "tracked"]

ROOT = Path(__file__).resolve().parents[2]

ROOMS = {
    "model": "miniport.model",
    "specs": "miniport.specs",
    "checker": "miniport.checker",
    "reports": "miniport.reports",
    "package": "miniport",
}
"""The folder of each room and its import name (design: the house)."""


def python_files(*folders: str) -> list[Path]:
    """The Python files of some rooms, or of all of them."""
    return sorted(p for folder in folders or ROOMS for p in (ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    """The name a file of a room is imported by."""
    room, *parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join([ROOMS[room], *parts])


def imports(path: Path) -> list[tuple[int, str, bool]]:
    """What a file of a room imports: line, absolute module name, and if written relatively."""
    module = module_name(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, False) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append((node.lineno, node.module or "", False))
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1]
            found.append((node.lineno, ".".join([*base, *filter(None, [node.module])]), True))
    return found


def tracked() -> list[Path]:
    """Every file of the repository, or of the folder where there is no repository."""
    try:
        output = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        names = filter(None, output.split("\0"))
    except (OSError, subprocess.CalledProcessError):
        made = {"build", "dist", "out", "__pycache__"}
        paths = (p.relative_to(ROOT) for p in ROOT.rglob("*"))
        names = (
            str(path)
            for path in paths
            if not made & {*path.parts} and not path.parts[0].startswith(".")
        )
    return [ROOT / name for name in names if (ROOT / name).is_file()]
