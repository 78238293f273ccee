"""Text as Markdown shows it: nothing in it is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from udl_lint.patterns import lazy

_ADDRESS = lazy(r"(https?://[^\s<>()]+[^\s<>().,;:])")
_MARKUP = lazy(r"([\\`*_\[\]<>|]|&(?=[#\w]))")
_OPENING = lazy(r"^([#+=~-])|^(\d+)([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """A text on one line, as words; web addresses become links to themselves."""
    parts = _ADDRESS.split(" ".join(text.split()))
    return _as_words("".join(f"<{part}>" if number % 2 else _MARKUP.sub(r"\\\1", part) for number, part in enumerate(parts)))


def quoted(text: str) -> str:
    """Words of an example on one line: an address in them leads nowhere and becomes no link."""
    words = _as_words(_MARKUP.sub(r"\\\1", " ".join(text.split())))
    return words.replace("://", "\\://").replace("www.", "www\\.")


def _as_words(text: str) -> str:
    """The same line, with nothing at its start that would make it a heading, a list or a rule."""
    return _OPENING.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text)


def fenced(text: str, kind: str) -> Iterator[str]:
    """The lines of a text in a fence that nothing in it can close."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield fence + kind
    yield from text.rstrip("\n").split("\n")
    yield fence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; its cells are Markdown."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def code(text: str) -> str:
    """A name, as it is typed."""
    return f"`{text}`"
