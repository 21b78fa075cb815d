"""What drivers are written with: ``from miniport.model import *``."""

from .language import *
from .ndis import *
from .ndis5 import *
