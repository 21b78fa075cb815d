"""What the search loops share: positions of 64-bit slots, with all workers and one's own."""

from __future__ import annotations

from ..aims import OPTIONAL

# With all workers of a search.
CURSOR = 0
"""The next work item to take."""
STATES = 1
"""How many states were found."""
STOP = 2
"""Not zero: come back."""
ITEMS = 3
"""How many work items the level has."""
WORK = 4
"""Address of the work items: pairs (first state, one behind the last)."""
TABLE = 5
"""Address of the addresses of the segments of the visited table."""
SIZE = 6
"""How many cache lines the table has."""
FULL = 7
"""With more states than this the table is too full."""
BLOCKS = 8
"""Address of the addresses of the blocks of states."""
EXPAND = 9
"""Address of the machine code of the Program."""
ROOM = 10
"""How many successors a batch may have."""
BRANCHING = 11
"""The most successors a state may have."""
MOST = 12
"""Stop with more states than this."""
WORDS = 13
"""How many words a state has."""
CLASSES = 14
"""How many classes of actions the race rule knows."""
CLASS = 15
"""Address of the class of each action."""
EDGES = 16
"""Not zero: keep the edges."""
ORIGINS = 17
"""Address of the addresses of the blocks of origins (hash compaction only)."""
BITS = 18
"""How many bits a hash has that is a permutation of the states."""
REST = 19
"""How many of these bits a slot has to hold: the others are the number of its line."""
REACH = 20
"""How many lines from home a slot can say that it is."""
SYMMETRY = 21
"""Address of the table of symmetries, 0 if there are none."""
SHARED = 22

# A worker's own.
ITEM = 0
"""The next state of the work item at hand."""
LAST = 1
"""One behind its last state."""
NEXT = 2
"""The number of the next state this worker will find."""
END = 3
"""One behind the last number of its block."""
SPARE = 4
"""First number of the block to go on with, or -1."""
TRANSITIONS = 5
"""How many it took."""
BATCHES = 6
"""How many entries its log has: what it expanded, and where the states found then are."""
BATCH_ROOM = 7
"""How many entries fit."""
BATCH_LOG = 8
"""Address of the log: (first state found, first state expanded, how many, first edge)."""
EDGE = 9
"""How many numbers its list of edges has."""
EDGE_ROOM = 10
"""How many fit."""
EDGE_LIST = 11
"""Address of the list: targets of one state after the other, each closed by ``CLOSE``."""
RACES = 12
"""How many races it saw."""
RACE_LOG = 13
"""Address of them: (state, action, action)."""
RIVALS = 14
"""Address of a byte per pair of classes: they race, and this worker has not seen it."""
CONTEXT = 15
"""Address of the context of the machine code."""
SUCCESSORS = 16
"""Address of the successors of a batch."""
KEYS = 17
"""Address of their keys: what a slot of the table would hold."""
LINES = 18
"""Address of the addresses of their lines in the table."""
TARGETS = 19
"""Address of their numbers; before that, with hash compaction, of where they come from."""
PENDING = 20
"""Address of those whose line was full: their neighbours are looked at later."""
DEGREES = 21
"""Address of how many each state of the batch has."""
SCRATCH = 22
"""Address of the memory to find representatives in."""
OPTIONALS = 23
"""Address of the addresses of those by optional steps, and a 0."""
OWN = 24

CLOSE = 0xFFFFFFFF
"""Closes the edges of a state."""

OPTIONAL_EDGE = OPTIONAL
"""The bit of an edge by an optional step."""

TARGET = OPTIONAL_EDGE - 1
"""The bits of an edge that number its target."""

BATCH = 32
"""States expanded before their successors are looked up: time for memory to answer."""

UNSAID = 2048
"""States that one of several workers may have found before it says so to the others."""

LOG_ENTRY = 4
"""Slots of an entry of the batch log."""

BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
"""States of a block: one worker's, numbered one after the other."""

SEGMENT_BITS = 15
SEGMENT = 1 << SEGMENT_BITS
"""Cache lines of a segment of the table."""

# Why a worker came back.
DONE, STOPPED, CROWDED, SPACE, LIMIT, ASTRAY = range(6)
