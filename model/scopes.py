"""The standard suite of scopes: area scopes of three to eight activities.

Parties that come with an object of the driver (timer expiry, workers, interrupts) take part
wherever the driver declares the object, unless ``without`` leaves them out: a device that stays
silent, a timer that does not expire.
"""

from __future__ import annotations

from .language import Scope

SCOPES: tuple[Scope, ...] = (
    Scope(
        "lifecycle",
        "load, initialize with every failing step, restart, pause, halt, unload",
        {"PnpThread": 1},
        without=("InterruptLine", "DpcProcessor"),
    ),
)
