"""Those above list the ports of the adapter, whenever they like.

Facts: NDIS answers OID_GEN_ENUMERATE_PORTS itself, and lists the active ports only
[net: enumerating-ports.md] [ddi: nf-ndis-ndismallocateport.md].
"""

from __future__ import annotations

from ..language import Final, atomic, choose, optional, wait_until
from .adapter import in_service
from .port_state import PortStep, port_handled, port_listed, protocols_bound
from .thread import Thread


class PortEnumerator(Thread):
    """An application that asks for the list again and again; the driver does not notice."""

    kind: Final = "port_enumeration"
    callbacks: Final = False               # it is no callback of the driver

    def run(self):
        while True:
            with atomic():
                optional()
                wait_until(in_service() and protocols_bound())
                number = choose(0, 1, 2, 3)
                wait_until(port_listed(number))
                port_handled(PortStep.LIST, number)
