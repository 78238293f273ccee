"""The few things that every message needs: names filled in, strange characters shown, a near word offered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from udl_lint.patterns import lazy

LONGEST_VALUE = 80
"""Characters of a value that a message repeats at most."""

_REMEMBERED = 1_000
"""Messages whose names are kept."""
_NAME = lazy(r"\{([a-z][a-z0-9_]*)\}")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def names_in(template: str) -> tuple[str, ...]:
    """The `{names}` in a message, in order; raises ValueError for a brace that belongs to no name."""
    if set(_NAME.sub("", template)) & set("{}"):
        raise ValueError("a brace that belongs to no {name}; names are lower-case letters, digits and _")
    return tuple(_NAME.findall(template))


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The message with each `{name}` replaced by its value as `shown`. Nothing else is read in it; a name without a value stays."""
    if "{" not in template:
        return template
    pieces = [*_parted(template)]
    for at in range(1, len(pieces), 2):
        name = pieces[at]
        pieces[at] = shown(values[name]) if name in values else f"{{{name}}}"
    return "".join(pieces)


@lru_cache(maxsize=_REMEMBERED)
def _parted(template: str) -> tuple[str, ...]:
    """What stands around the names of a message, and between each two the name: every lesson is told in the same few messages."""
    return tuple(_NAME.split(template))


def shown(value: Any) -> str:
    """A value as a message may repeat it: on one line, nothing that a terminal obeys or hides, at most 80 characters."""
    text = " ".join(_plain(value).split())[: LONGEST_VALUE + 1]
    if text.isprintable():
        return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
    pieces = [f"\\u{ord(each):04x}" if unicodedata.category(each) in _UNSEEN else each for each in text]
    if sum(map(len, pieces)) <= LONGEST_VALUE:
        return "".join(pieces)
    kept = ""
    for piece in pieces:
        if len(kept) + len(piece) >= LONGEST_VALUE:
            break
        kept += piece
    return kept + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“Did you mean …?” with the nearest known word; when nothing is near, all of them if they are few."""
    import difflib

    words = sorted(known)
    near = difflib.get_close_matches(word[:LONGEST_VALUE], words, n=1)
    if near:
        return f"Did you mean {shown(near[0])!r}?"
    return f"Known: {', '.join(words)}." if 0 < len(words) <= 12 else ""


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return ", ".join(_plain(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(each)}" for key, each in value.items())
    return str(value)


def as_written(value: Any) -> str:
    """An option's value as a configuration may hold it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(as_written, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {as_written(each)}' for key, each in value.items())}}}"
    return str(value)
