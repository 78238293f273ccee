"""Paragraphs in which the name of a part stands on a line above its text, as plans are typed without empty lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import DraftBlock, DraftHeading
from udl_lint.readers.parts import between

_LONG_NAME = 40
"""Characters of the longest name of a part."""


def lines_apart(parts: Sequence[DraftHeading | DraftBlock], cues: Cues) -> list[DraftHeading | DraftBlock]:
    """The parts of a draft, with such paragraphs cut at the names."""
    apart: list[DraftHeading | DraftBlock] = []
    for part in parts:
        if isinstance(part, DraftHeading) or part.kind not in ("paragraph", "quote") or "\n" not in part.prose:
            apart.append(part)
            continue
        cuts = sorted({0, len(part.prose), *_cuts(part.prose, cues)})
        apart += [between(part, start, end) for start, end in pairwise(cuts)] if len(cuts) > 2 else [part]
    return apart


def _cuts(prose: str, cues: Cues) -> Iterator[int]:
    """Where the name of a part begins, with text after it, and where it ends."""
    begin = 0
    while (end := prose.find("\n", begin) + 1) > 0:
        line = prose[begin : end - 1]
        if len(line) <= _LONG_NAME and line[:1].isupper() and _is_name(line, cues):
            yield from (begin, end)
        begin = end


def _is_name(line: str, cues: Cues) -> bool:
    simple = plain(line)
    return simple in cues.roles or simple in cues.starts
