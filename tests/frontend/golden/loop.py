"""An activity with a loop, a wait and a lock."""

from miniport.model import *


class Mutex(Object):
    held: bool = False

    @atomic
    def __enter__(self):
        wait_until(not self.held)
        self.held = True

    @atomic
    def __exit__(self):
        self.held = False


class Loop(Miniport):
    lock = Mutex()
    left: Range[0, 2] = 2

    def MiniportInitializeEx(self):
        return NDIS_STATUS_SUCCESS


class Worker(Activity):
    def run(self):
        while True:
            wait_until(driver.left > 0)
            with driver.lock:
                driver.left -= 1
