"""`named-group`: the plan names a group of students and no help that a teacher could give as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options, Seen
from udl_lint.lesson import Role
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.source import Span

_PROFILE = lazy(
    r"\b\d+\s+(?:\w+\s+){0,2}(?:ELLs?|ELs|MLLs?|English|newcomers?|students?)|WIDA\s*(?:level)?\s*\d|\b(?:class|profile|roster|period)\b.*\d",
    re.IGNORECASE,
)
_GROUP_WORDS = ("el", "english", "multilingual", "esl", "eal", "newcomer")
_GROUP = lazy(r"\b(?:ells?|els|english (?:language )?learners?|multilingual learners?|esl|eal|newcomers?)\b")
_LABELLED = lazy(r"\s*[\w /-]{2,40}:")
_NEAR_LINES = 2
_LONGEST = 30
_FEW = 2
_STEPS = frozenset(("procedure", "assessment", "student", "home"))


class NamedGroup(Check):
    """Speaks where a group and only a generic support stand together, and nothing concrete in the block or the next two lines."""

    concept_fields: ClassVar[tuple[str, ...]] = ("group", "generic", "concrete")
    provides: ClassVar[frozenset[str]] = frozenset(("words",))
    group: tuple[str, ...]
    generic: tuple[str, ...]
    concrete: tuple[str, ...]
    roles: tuple[Role, ...] = ("supports", "procedure", "other", "materials", "assessment", "student", "meta", "notes")

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each such block, in reading order."""
        lesson = reading.lesson
        groups = reading.mentions.of(*self.group)
        named = {m.block: m for m in reversed(groups) if m.role in self.roles}
        headed = {m.section for m in groups if m.block < 0 and m.role == "supports"}
        labels = {label for label in {block.label for block in lesson.blocks} if label and _names_group(label)}
        candidates = {index for index in named if index >= 0}
        if headed or labels:
            candidates |= {index for index, block in enumerate(lesson.blocks) if block.section in headed or block.label in labels}
        if not candidates:
            return
        generic = {m.block for m in reading.mentions.of(*self.generic, strength=0)}
        concrete = reading.mentions.of(*self.concrete)
        for index in sorted(candidates):
            block = lesson.blocks[index]
            opens = self._opens(reading, named.get(index)) or block.label in labels
            if index not in generic and not (opens and named.get(index) is not None):
                continue
            if (
                (not opens and lesson.sections[block.section].role in _STEPS)
                or count_words(block.prose) > _LONGEST
                or (any(map(str.isdigit, block.prose)) and _PROFILE.search(block.prose))
            ):
                continue
            near = self._near(reading, index, concrete)
            if near is not None:
                yield Seen(near.span, near.strength)
                continue
            yield Hit(self._item(reading, index), {"words": " ".join(lesson.source.slice(block.span).split())})

    def _opens(self, reading: Reading, mention: Mention | None) -> bool:
        """Whether the block begins with the group: “ELLs: …”, “For ELLs …”, “To support ELLs …”."""
        if mention is None or mention.block < 0 or mention.role != "supports":
            return False
        block = reading.lesson.blocks[mention.block]
        before = block.prose[: mention.span.start - block.span.start]
        return count_words(before) <= _FEW

    def _near(self, reading: Reading, index: int, concrete: list[Mention]) -> Mention | None:
        """The first concrete help that stands in the block or in the lines after it, for the same group."""
        source, span = reading.lesson.source, reading.lesson.blocks[index].span
        last = source.line_at(span.end) + _NEAR_LINES
        for mention in concrete:
            start = mention.span.start
            if span.start <= start and source.line_at(start) <= last and self._same_group(reading, index, mention.block):
                return mention
        return None

    def _same_group(self, reading: Reading, index: int, other: int) -> bool:
        if other == index:
            return True
        blocks = reading.lesson.blocks
        if other < 0 or blocks[other].section != blocks[index].section:
            return False
        return not _LABELLED.match(blocks[other].prose) or blocks[other].depth > blocks[index].depth

    def _item(self, reading: Reading, index: int) -> Span:
        """The whole item, from its label where the label opened the section."""
        block = reading.lesson.blocks[index]
        section = reading.lesson.sections[block.section]
        heading = section.heading
        source = reading.lesson.source
        opens = heading is not None and not heading.marked and section.blocks[:1] == (block,) and block.row is None
        if heading is not None and opens and source.line_at(heading.span.start) == source.line_at(block.span.start):
            return Span(heading.span.start, block.span.end)
        return block.span


@lru_cache(maxsize=1_000)
def _names_group(label: str) -> bool:
    said = label.lower().replace("_", " ")
    return any(map(said.__contains__, _GROUP_WORDS)) and _GROUP.search(said) is not None
