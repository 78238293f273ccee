"""Pictures, films and code that stand in the steps of the plan itself: students see them without a word about it."""

from __future__ import annotations

import re

from udl_lint.lesson import Lesson
from udl_lint.patterns import lazy
from udl_lint.source import Span

_STEPS = frozenset(("procedure", "other", "student"))
_FENCE = lazy(r"(?:^|(?<=\r))[ \t>]*(?:```|~~~)(?P<named>[^\r\n]*)", re.MULTILINE)


def pictures(lesson: Lesson) -> list[Span]:
    """Images among the steps, but those that only decorate."""
    return [image.span for image in lesson.images if not image.decorative and _in_steps(lesson, image.span)]


def films(lesson: Lesson) -> list[Span]:
    """Videos embedded among the steps."""
    return [embed.span for embed in lesson.embeds if embed.kind == "video" and _in_steps(lesson, embed.span)]


def listings(lesson: Lesson) -> list[Span]:
    """Fenced code among the steps."""
    text = lesson.source.text
    if "```" not in text and "~~~" not in text:
        return []
    found: list[Span] = []
    opened = -1
    for match in _FENCE.finditer(text):
        if opened < 0:
            opened = match.start()
        elif not match["named"].strip():
            found.append(Span(opened, match.end()))
            opened = -1
    return [span for span in found if _in_steps(lesson, span)]


def _in_steps(lesson: Lesson, span: Span) -> bool:
    return lesson.section_at(span.start).role in _STEPS
