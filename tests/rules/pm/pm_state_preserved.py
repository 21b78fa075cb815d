"""The packet filter is in the device only, which forgets it in low power."""

from miniport.model import *

from ..base_power import Sleeping

RULE = "pm.state-preserved"
SCOPE = "power-oids"
LENGTH = 34


class KeepsNoCopy(Sleeping):
    """The device is started again, as it is."""

    def rise(self):
        with self.lock:
            low = self.low
            self.low = False
        if low:
            self.start()
