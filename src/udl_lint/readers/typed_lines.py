"""Lines that are headings without a mark: the name of a part above its text in one paragraph, and short lines that stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import DraftBlock, DraftHeading
from udl_lint.readers.header import whole_role
from udl_lint.readers.labels import LONG_LABEL
from udl_lint.readers.parts import between

_LONG_NAME = 40
"""Characters of the longest name of a part."""
SMALL = frozenset("from with into over under para desde hasta entre sobre".split())
"""Words of more than three letters that a title in title case leaves small."""
_LETTERS = lazy(r"[^\W\d_]{3}")
_LIST = 3
"""Short lines in a row that are a list."""


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
        if len(line) <= _LONG_NAME and line[:1].isupper() and whole_role(line, cues):
            yield from (begin, end)
        begin = end


def heading_lines(parts: Sequence[DraftHeading | DraftBlock], cues: Cues) -> frozenset[int]:
    """Short lines in title case that stand alone before other text, as exported documents show their headings, by index.

    Three such lines and more in a row, none of which names a part, are a list.
    """
    found: set[int] = set()
    run: list[int] = []
    for index in range(1, len(parts) + 1):
        part = parts[index] if index < len(parts) else None
        if isinstance(part, DraftBlock) and _in_title_case(part):
            run.append(index)
            continue
        found.update(_not_listed(run if isinstance(part, DraftBlock) else run[:-1], parts, cues))
        run = []
    return frozenset(found)


def _not_listed(run: Sequence[int], parts: Sequence[DraftHeading | DraftBlock], cues: Cues) -> Iterator[int]:
    """Of short lines that follow each other, those that are no list."""
    unnamed: list[int] = []
    for index in run:
        part = parts[index]
        if isinstance(part, DraftBlock) and cues.role(part.prose):
            yield index
            yield from unnamed if len(unnamed) < _LIST else ()
            unnamed = []
        else:
            unnamed.append(index)
    yield from unnamed if len(unnamed) < _LIST else ()


def _in_title_case(block: DraftBlock) -> bool:
    if block.kind != "paragraph" or block.depth or ":" in block.prose:
        return False
    words = block.prose.split(None, LONG_LABEL)
    if not 1 <= len(words) <= LONG_LABEL:
        return False
    if words[-1].endswith((".", "?", "!", ",", ";")) or not words[0][0].isalpha() or plain(block.prose) == "none":
        return False
    long = [word for word in words if (len(word) > 3 and word not in SMALL) or word is words[0] or (word is words[-1] and len(word) > 2)]
    return all(word[0].isupper() for word in long if word[0].isalpha()) and _LETTERS.search(block.prose) is not None
