"""A Program from a function in a Python file: ``file.py:function`` and numbers."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from miniport.checker.errors import UsageError
from miniport.checker.ir.program import Program

__all__ = ["build_program"]


def build_program(name: str, arguments: Sequence[int] = ()) -> Program:
    """Execute the file and call the function.  Raises UsageError if there is no such file or
    function, if it fails, or if what it returns is not a Program."""
    file, colon, function = name.rpartition(":")
    path = Path(file)
    if not colon or not function.isidentifier():
        raise UsageError(f"{name}: write FILE.py:FUNCTION, the function that returns a Program")
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    try:
        made = getattr(_module(path.resolve()), function, None)
        if made is None:
            raise UsageError(f"{path} has no function {function}")
        program = made(*arguments)
    except UsageError:
        raise
    except Exception as error:
        raise UsageError(f"{name} cannot be built: {type(error).__name__}: {error}") from error
    if not isinstance(program, Program):
        raise UsageError(f"{name} returns a {type(program).__name__}, not a Program")
    return program


def _module(path: Path) -> ModuleType:
    """The file as a module; in its package, if it is in one."""
    root = path.parent
    while (root / "__init__.py").exists():
        root = root.parent
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    if root != path.parent:
        return importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))
    spec = importlib.util.spec_from_file_location(f"program_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
