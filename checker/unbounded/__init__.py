"""Proofs for any number of tokens: a Program whose counts are natural numbers without bound.

An invariant is found by abstract interpretation (:mod:`.invariant`), made a certificate
(:mod:`.certificate`), and believed only when z3 has confirmed that (:mod:`.proof`); cvc5 may be
asked again (:mod:`.recheck`).
"""

from .certificate import QUERIES, Certificate
from .forms import NotLinear
from .invariant import Invariant
from .layers import invariant
from .limits import MOST_CELLS, TooLarge
from .proof import BOUND, Proof, confirmed, prove, unproved
from .recheck import recheck

__all__ = [
    "BOUND", "MOST_CELLS", "QUERIES", "Certificate", "Invariant", "NotLinear", "Proof",
    "TooLarge", "confirmed", "invariant", "prove", "recheck", "unproved",
]
