"""What the device knows of a message-signaled interrupt: an entry of its MSI-X table.

Facts: an entry is masked at first; what happens while it is masked stays pending and is sent when
it is unmasked [net: changing-the-cpu-affinity-of-msi-x-table-entries.md].  A message is no level:
once sent it is over, whatever the device still has for the driver.
"""

from __future__ import annotations

from ..language import Final, Object, Range


class MessageVector(Object):
    """An entry of the table, and the receive queue whose frames interrupt by it."""

    MessageId: Final
    unmasked: bool = False
    pending: bool = False                  # it is to be sent
    frames: Range[0, 1] = 0                # in its receive queue, not taken by the driver
