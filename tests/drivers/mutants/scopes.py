"""Scopes in which every reduction can be switched off: few parties, and mostly no failing calls.

They are those of ``model/scopes.py``, as far as a search of single statements gets through them.
"""

from __future__ import annotations

from miniport.model.language import Scope
from miniport.model.scopes import SILENT

__all__ = ["SCOPES"]

SURE = {"failures": False, "long_delays": False}
ONE_SEND = {"NET_BUFFER_LIST": 1}


def _scope(name: str, *parties: str, without: tuple[str, ...] = SILENT, tokens: dict[str, int]
           | None = None, essential_only: bool = True, **options: bool | int) -> Scope:
    return Scope(name, "", dict.fromkeys(("PnpThread", *parties), 1), tokens or {},
                 {**SURE, "frames": False, **options}, without,
                 essential_only=essential_only)


SCOPES = {
    scope.name: scope for scope in (
        _scope("failures", failures=True),
        _scope("life"),
        _scope("timer", essential_only=False),
        _scope("overlap", essential_only=False, timer_overlap=True),
        _scope("shutdown", "Shutdown", bug_check=True, ver=620),
        _scope("interrupt", "Device", line_shared=True, without=()),
        _scope("oid", "OidDispatcher", tokens={"NDIS_OID_REQUEST": 1}),
        _scope("oid-cancel", "OidDispatcher", "OidCanceller", tokens={"NDIS_OID_REQUEST": 1}),
        _scope("direct", "DirectOidCaller", "DirectOidCanceller",
               tokens={"NDIS_DIRECT_OID_REQUEST": 1}),
        _scope("send", "Sender", tokens=ONE_SEND),
        _scope("two-sends", "Sender", "Removal", tokens={"NET_BUFFER_LIST": 2}),
        _scope("two-directs", "DirectOidCaller", tokens={"NDIS_DIRECT_OID_REQUEST": 2}),
        _scope("send-cancel", "Sender", "SendCanceller", tokens=ONE_SEND),
        _scope("reset", "OidDispatcher", "CheckForHang", tokens={"NDIS_OID_REQUEST": 1}),
        _scope("removal", "Sender", "Removal", tokens=ONE_SEND),
        _scope("removal-oid", "OidDispatcher", "Removal", tokens={"NDIS_OID_REQUEST": 1}),
        _scope("receive", "Device", "Returner", tokens={"RECEIVE_NET_BUFFER_LIST": 1},
               frames=True, without=("DpcProcessorAgain",)),
        _scope("transmit", "Device", "Sender", tokens=ONE_SEND, without=("DpcProcessorAgain",)),
    )
}  # fmt: skip
"""By name."""
