"""`empty-section`: a heading with nothing under it, or with a placeholder."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.lesson import Lesson, Section
from udl_lint.lexicon import count_words
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.reading import Reading

_DASHES = " -–—.…_*•"
_BRACKETED = lazy(r"^\s*\[(?!\s*[xX ]?\s*\])[^\]]{2,80}\]\s*\.?\s*$")
_REAL_NONE = frozenset(("home", "standards"))
_NONE = frozenset("none|no homework|n a|na|n/a|ninguna|ninguno|sin tarea".split("|"))
_LONGEST_NONE = 40
"""Characters that one of these has at most, with the signs that decorate it."""
_LATER = (
    "what worked",
    "what did not",
    "what would i change",
    "what needs adjustment",
    "reflection",
    "notes for next time",
    "observations",
    "reflexion",
)
_POINTS = lazy(r"[#\s]*(?:<[^>]*>\s*)*(?:\d+[.)]\s*)?\[[^\]]+\]")
"""A heading that is a link, or a site's own tag such as “[summary]”."""
_LONGEST_TITLE = 10
_LONGEST_PLACEHOLDER = 240
"""Characters from which a section's text is more than a placeholder or a prompt."""
_UNFILLED = lazy(
    r"^\s*(?:describe how you will|insert\b|enter\b.*\bhere|click (?:here )?to enter|list your\b.*here|how will you\b.*\?$)", re.IGNORECASE
)
_PROMPTS = ("describe", "insert", "enter", "click", "list your", "how will")
_LONGEST_PROMPT = max(map(len, _PROMPTS))


class EmptySection(Check):
    """Speaks at headings that hold no text, no object and no smaller part."""

    reads_words: ClassVar[bool] = False
    provides: ClassVar[frozenset[str]] = frozenset(("label",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield a hit for each empty section, in reading order."""
        lesson = reading.lesson
        parents = {section.parent for section in lesson.sections}
        left_open = {m.section for m in reading.mentions.all("placeholder")}
        first = next((section.index for section in lesson.sections if section.heading), -1)
        empty = [
            section
            for section in lesson.sections
            if section.index not in parents
            and section.index != first
            and section.role != "answers"
            and _heading_like(section)
            and not _is_long(section)
            and _is_empty(reading, section, options, left_open)
        ]
        held = _held(lesson) if empty else []
        for section in empty:
            if section.heading is None or bisect_left(held, section.heading.span.end) < bisect_left(held, section.span.end):
                continue
            heading = lesson.source.slice(section.heading.span)
            if "[" in heading and _POINTS.match(heading):
                continue
            if not section.blocks and (_says_it(section) or _groups(lesson, section)):
                continue
            if not any(map(plain(section.title).__contains__, _LATER)):
                yield Hit(section.heading.span, {"label": section.title})


def _held(lesson: Lesson) -> list[int]:
    """Where objects stand that fill a section without a word: pictures, players, links, tables and code."""
    objects = [item.span.start for group in (lesson.images, lesson.embeds, lesson.links, lesson.tables) for item in group]
    return sorted((*objects, *_fences(lesson.source.text)))


def _is_long(section: Section) -> bool:
    """Whether a section has more text than a placeholder or a prompt."""
    length = 0
    for block in section.blocks:
        length += len(block.prose)
        if length > _LONGEST_PLACEHOLDER:
            return True
    return False


def _is_empty(reading: Reading, section: Section, options: Options, left_open: set[int]) -> bool:
    text = " ".join([" ".join(block.prose.split()) for block in section.blocks]).strip()
    bare = text.strip(_DASHES)
    if not bare:
        return True
    none = len(bare) <= _LONGEST_NONE and plain(text).rstrip(".") in _NONE
    if none and (section.role in _REAL_NONE or plain(section.title) in map(plain, options.get("allow_none_in", ()))):
        return False
    if none or (section.index in left_open and len(section.blocks) == 1):
        return True
    if text[:_LONGEST_PROMPT].lower().startswith(_PROMPTS) and _UNFILLED.match(text):
        return True
    source = reading.lesson.source
    if source.slice(section.blocks[0].span).lstrip()[:1] not in ("", "["):
        return False
    return _BRACKETED.match(" ".join([source.slice(block.span).strip() for block in section.blocks])) is not None


def _says_it(section: Section) -> bool:
    """Whether the heading is itself the step (“Clean up (5 min)”), a sentence, or an ornament."""
    words = count_words(section.title)
    return section.minutes is not None or words == 0 or words > _LONGEST_TITLE or bool(re.search(r":\W*\s\w", section.title))


def _groups(lesson: Lesson, section: Section) -> bool:
    """Whether the next heading, though of the same level, goes on with the same part: “Agenda”, then “Opening”."""
    after = lesson.sections[section.index + 1 : section.index + 2]
    return bool(after) and after[0].role == section.role and plain(after[0].title) != plain(section.title)


def _heading_like(section: Section) -> bool:
    """A label line such as `Date:` is a fact left open, not a part of the plan."""
    return section.heading is not None and (section.heading.marked or section.own_role)


def _fences(text: str) -> list[int]:
    if "```" not in text and "~~~" not in text:
        return []
    return [match.start() for match in re.finditer(r"^[ \t]*(?:```|~~~)", text, re.MULTILINE)]
