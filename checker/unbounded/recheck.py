"""Certificates asked of a second solver, cvc5, from their text alone."""

from __future__ import annotations

import importlib

from ..errors import UsageError
from .certificate import QUERIES, Certificate

__all__ = ["answer_of_cvc5", "recheck"]


def recheck(certificate: Certificate, seconds: float | None = None) -> dict[str, str]:
    """The answer of cvc5 to each query, ``unsat`` if it confirms it; ``seconds`` for each.

    Raises UsageError if cvc5 is not there.
    """
    return {query: answer_of_cvc5(certificate.text(query), seconds) for query in QUERIES}


def answer_of_cvc5(text: str, seconds: float | None = None) -> str:
    """What cvc5 says to a text in SMT-LIB 2 with one check-sat."""
    try:
        cvc5 = importlib.import_module("cvc5")
    except ImportError:
        raise UsageError(
            "a second opinion needs the solver cvc5: pip install 'miniport[recheck]'"
        ) from None
    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    if seconds is not None:
        solver.setOption("tlimit-per", str(max(int(seconds * 1000), 1)))
    symbols = cvc5.SymbolManager(terms)
    parser = cvc5.InputParser(solver, symbols)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "certificate")
    answer = ""
    while not (command := parser.nextCommand()).isNull():
        answer = command.invoke(solver, symbols).strip() or answer
    return answer
