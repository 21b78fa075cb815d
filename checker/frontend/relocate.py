"""Mistakes that show inside the environment, told where the driver's code caused them.

A lock given to NdisSetTimerObject is noticed by a line of that function: the reader wants to see
the line of the driver that calls it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from .diagnostics import Diagnostic
from .frame import Frame
from .modules import MODEL

__all__ = ["relocated"]

CAUSED = ("MP3", "MP402", "MP405", "MP407", "MP420", "MP423", "MP426")
"""The mistakes an argument can cause: a wrong type, something the object has not."""


def relocated(problem: Diagnostic, frames: Sequence[Frame], node: ast.stmt) -> Diagnostic:
    """The mistake at the nearest call of the driver, if it stands in the environment.

    ``frames`` are the open calls, ``node`` the statement of the innermost one.
    """
    if not problem.code.startswith(CAUSED):
        return problem
    own = {f.module.source.path for f in frames if f.driver_code}
    if not own or problem.span.file in own or not problem.span.file.startswith(str(MODEL)):
        return problem
    inner = max(k for k, f in enumerate(frames) if f.driver_code)
    frame = frames[inner]
    at: ast.AST = _calling(node)
    if inner + 1 < len(frames) and frames[inner + 1].call is not None:
        at = frames[inner + 1].call or at
    name = ast.unparse(at.func) if isinstance(at, ast.Call) else ast.unparse(at)
    return frame.module.fail("MP429", at, function=name, reason=problem.message).diagnostic


def _calling(node: ast.stmt) -> ast.AST:
    """The first call in the head of a statement, or the statement."""
    head: ast.AST = node
    match node:
        case ast.If(test=test) | ast.While(test=test):
            head = test
        case ast.For(iter=items):
            head = items
    return next((part for part in ast.walk(head) if isinstance(part, ast.Call)), node)
