"""A file that is not UTF-8: größer."""

from miniport.model import *


class Wrong(Miniport):
    pass
