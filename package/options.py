"""What is changed of a scope, as it is given: ``name=value`` texts, or values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from miniport.catalogue import known_options
from miniport.checker.errors import UsageError
from miniport.suggest import unknown

__all__ = ["checked_options", "checked_tokens", "parse_options", "parse_tokens"]

MOST_TOKENS = 16
"""As many tokens of a class as are explored one by one at most."""

_WORDS = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}


def parse_options(settings: Iterable[str]) -> dict[str, object]:
    """The options of ``--set``; the last setting of a name wins."""
    options: dict[str, object] = {}
    for setting in settings:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if not equals or not name:
            raise UsageError(f"--set takes option=value, not {setting!r}")
        options[name] = _value(name, text)
    return options


def parse_tokens(settings: Iterable[str]) -> dict[str, int]:
    """The numbers of ``--tokens``; the last of a class wins."""
    numbers: dict[str, int] = {}
    for setting in settings:
        name, equals, text = (part.strip() for part in setting.partition("="))
        if not equals or not name or not text.isdecimal():
            raise UsageError(f"--tokens takes CLASS=NUMBER, not {setting!r}")
        numbers[name] = int(text)
    return numbers


def checked_tokens(tokens: Mapping[str, int], known: Iterable[str]) -> dict[str, int]:
    """The numbers, if there are such classes and so many tokens of one can be told apart."""
    for name, number in tokens.items():
        if name not in known:
            raise unknown("class of tokens", name, known)
        if not 0 <= number <= MOST_TOKENS:
            raise UsageError(
                f"there are 0 to {MOST_TOKENS} tokens of {name}, not {number}; for any number of"
                " them: miniport prove"
            )
    return dict(tokens)


def checked_options(options: Mapping[str, object]) -> dict[str, object]:
    """The options, if they exist and their values are of the right type."""
    known = known_options()
    for name, value in options.items():
        if name not in known:
            raise unknown("option", name, known, "`miniport list` shows those of each scope.")
        usual = known[name]
        if type(value) is not type(usual):
            kind = "true or false" if isinstance(usual, bool) else f"like {usual!r}"
            raise UsageError(f"the option {name} takes a value {kind}, not {value!r}")
    return dict(options)


def _value(name: str, text: str) -> object:
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    try:
        return int(text, 0)
    except ValueError:
        raise UsageError(
            f"the option {name} takes a number, or true or false, not {text!r}"
        ) from None
