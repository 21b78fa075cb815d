"""The vocabulary of the language; see ``docs/language.md``.

Models are compiled from their source and never executed.  These definitions give editors and
type checkers names, and let model files be imported without doing anything.
"""

from .objects import *
from .rules import *
from .scope import *
from .statements import *
from .types import *
