"""NDIS 5.x beside what it shares with 6.x: one file per party or family of functions."""

from ..ndis.nbl import NET_BUFFER_LIST as NDIS_PACKET  # noqa: F401 - drivers use it
from ..ndis.nbl import RECEIVE_NET_BUFFER_LIST as RECEIVE_NDIS_PACKET  # noqa: F401 - drivers do
from .attributes_ex import *
from .early_calls import *
from .hang_timer import *
from .indicate_status import *
from .lower_edge import *
from .map_registers import *
from .miniport5 import *
from .miniport_interrupt import *
from .miniport_timer import *
from .ndis_work_item import *
from .packet_pool import *
from .packet_sender import *
from .pnp_thread import *
from .receive_packet import *
from .request import *
from .surprise import *
from .suspension import *
from .tagged_memory import *
from .wrapper import *
