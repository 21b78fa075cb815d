"""Odd characters, made harmless for the format they are written in.

Names and source lines come from the user's files and may hold anything: control characters that
XML 1.0 has no way to write, escape sequences that a terminal would obey, lone surrogates that no
encoding accepts.  They become visible escapes (``\\x1b``).
"""

from __future__ import annotations

import re

__all__ = ["in_dot", "in_mermaid", "in_terminal", "in_xml"]

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def in_xml(text: str) -> str:
    """The text with what XML 1.0 cannot hold escaped; ``<`` and ``&`` are left to the writer."""
    return _CONTROL.sub(_escape, text.replace("\r", "\\x0d"))


def in_terminal(text: str) -> str:
    """The text on one line, without anything a terminal obeys."""
    return _CONTROL.sub(_escape, text.expandtabs(4).replace("\r", "\\x0d").replace("\n", " "))


def in_dot(text: str) -> str:
    """A double-quoted DOT string; lines are left-justified."""
    escaped = in_xml(text).replace("\\", "\\\\").replace('"', '\\"')
    lines = escaped.split("\n")
    return '"' + (escaped if len(lines) == 1 else "".join(line + "\\l" for line in lines)) + '"'


_MERMAID = str.maketrans(
    {"#": "#35;", ";": "#59;", "<": "#lt;", ">": "#gt;", "&": "#amp;", '"': "#quot;", "%": "#37;"}
)


def in_mermaid(text: str) -> str:
    """The text of a Mermaid message, note or alias: entity codes for what the grammar reads."""
    escaped = in_terminal(text).translate(_MERMAID)
    # "end" closes a block wherever the lexer meets it as a word.
    return re.sub(r"(?i)\bend\b", lambda word: f"#{ord(word[0][0])};{word[0][1:]}", escaped)
