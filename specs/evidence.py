"""What stands behind each rule: the drivers that break it, and where correct ones could have.

The facts are in ``evidence.json``, made from the tests by ``docs/generate.py``, so that they are
there also where the tests are not.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

__all__ = ["FILE", "evidence"]

FILE = "evidence.json"


@cache
def evidence():
    """By rule: ``proofs``, each with its file, scope and number of steps, and ``reached``, by
    shipped driver the scopes in which it puts the rule to the test."""
    text = (resources.files(__package__) / FILE).read_text(encoding="utf-8")
    return json.loads(text)["rules"]
