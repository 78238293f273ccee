"""Where a finding about the whole lesson is shown, and how a place is named to a teacher."""

from __future__ import annotations

from udl_lint.lesson import Block, Lesson, Section
from udl_lint.source import Span

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}
_NAMES = {"item": "bullet", "paragraph": "paragraph", "cell": "cell", "quote": "quotation"}


def title_place(lesson: Lesson) -> Span:
    """The title's text, else the first heading or block, else the empty span at the top."""
    title = lesson.about.title
    if title is not None and title.span is not None:
        return _inner(lesson, title.span)
    for section in lesson.sections:
        if section.heading is not None:
            return section.heading.span
        if section.blocks:
            return section.blocks[0].span
    return Span(0, 0)


def _inner(lesson: Lesson, span: Span) -> Span:
    trimmed = lesson.source.trim(span)
    text = lesson.source.slice(trimmed)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return Span(trimmed.start + 1, trimmed.end - 1)
    return trimmed


def describe_place(lesson: Lesson, span: Span) -> str:
    """A place in a teacher's words: “under *Guided practice*, 2nd bullet”; “at the top” before any heading."""
    section = lesson.section_at(span.start)
    if section.heading is not None and section.heading.span.start <= span.start < section.heading.span.end:
        return "in the title" if _is_title(lesson, section) else f"the heading *{section.title}*"
    where = f"under *{section.title}*" if section.title else "at the top"
    number = _number(section, span)
    return f"{where}, {number}" if number else where


def _is_title(lesson: Lesson, section: Section) -> bool:
    title = lesson.about.title
    return title is not None and title.span is not None and section.heading is not None and title.span == section.heading.span


def _number(section: Section, span: Span) -> str:
    counts: dict[str, int] = {}
    for block in section.blocks:
        counts[block.kind] = counts.get(block.kind, 0) + 1
        if block.span.start <= span.start < max(block.span.end, block.span.start + 1):
            return _count(block, counts[block.kind])
    return ""


def _count(block: Block, number: int) -> str:
    name = "step" if block.kind == "item" and block.number is not None else _NAMES[block.kind]
    ordinal = _ORDINALS.get(number, f"{number}th") if number not in (11, 12, 13) else f"{number}th"
    if number > 20 and number % 10 in _ORDINALS and number % 100 not in (11, 12, 13):
        ordinal = f"{number}{_ORDINALS[number % 10][1:]}"
    return f"{ordinal} {name}"
