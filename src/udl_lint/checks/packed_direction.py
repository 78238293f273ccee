"""`packed-direction`: one step that asks students for many actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.lexicon import Words
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention

_JOINS = frozenset("and then after while before y luego después e".split())
_ONE_ACTION = lazy(
    r"\b(?:cut and paste|turn and talk|compare and contrast|look up|copy and paste|stop and jot|think and share|pair and share|"
    r"read and reread|"
    r"wait and see|go back|come and|go and|try and|drag and drop|recorta y pega)\b",
    re.IGNORECASE,
)


class PackedDirection(Check):
    """Counts the instructions of one sentence in text for students: a verb at its head and each one joined to it."""

    concept_fields: ClassVar[tuple[str, ...]] = ("action",)
    provides: ClassVar[frozenset[str]] = frozenset(("actions", "limit"))
    action: tuple[str, ...]

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each packed step, in reading order."""
        lesson = reading.lesson
        grade = lesson.about.grade
        limits = options.get("max_actions", {})
        limit = int(limits.get(grade.value.band if grade is not None else "6-8", 3))
        passages = [passage for passage in reading.passages if passage.type in ("directions", "exit", "question")]
        if not passages:
            return
        inside = {number for passage in passages for number in passage.blocks}
        marks: dict[int, list[Mention]] = {}
        for mention in reading.mentions.of(*self.action, strength=0):
            if mention.block in inside:
                marks.setdefault(mention.block, []).append(mention)
        for number in sorted(inside):
            block = lesson.blocks[number]
            starts = {mention.span.start - block.span.start for mention in marks.get(number, ())}
            if len(starts) <= limit:
                continue
            most = _most_actions(block.prose, Words(block.prose), starts)
            if most > limit:
                yield Hit(block.span, {"actions": str(most), "limit": str(limit)})


def _most_actions(text: str, words: Words, verbs: set[int]) -> int:
    """The most instructions in one sentence: an opening verb and those that a comma or “and” joins to it."""
    joined = [match.span() for match in _ONE_ACTION.finditer(text)]
    most = count = 0
    previous = ""
    first = words.start[0] if words.start else 0
    for word, begin, gap in zip(words.word, words.start, words.gap, strict=True):
        if gap == 2:
            count = 0
        if begin in verbs and (gap or begin == first or previous in _JOINS) and not _inside(joined, begin):
            count += 1
            most = max(most, count)
        previous = word
    return most


def _inside(stretches: list[tuple[int, int]], at: int) -> bool:
    return any(start < at < end for start, end in stretches)
