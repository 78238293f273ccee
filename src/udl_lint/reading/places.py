"""Where a finding about the whole lesson is shown, and how a place is named to a teacher."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter

from udl_lint.lesson import Block, Lesson, Section
from udl_lint.patterns import lazy
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.source import Span

_SENTENCE_END = lazy(r"(?<=[.!?])[\"”’)*_]*\s+(?=[\"“*_(\[]*[A-ZÁÉÍÓÚÑ¿¡0-9])")
_REMEMBERED = 64
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
    for at, block in enumerate(section.blocks):
        start, end = block.span
        if start <= span.start < end or start == span.start:
            return _count(block, [each.kind for each in section.blocks[: at + 1]].count(block.kind))
    return ""


def _count(block: Block, number: int) -> str:
    name = "step" if block.kind == "item" and block.number is not None else _NAMES[block.kind]
    ordinal = _ORDINALS.get(number, f"{number}th") if number not in (11, 12, 13) else f"{number}th"
    if number > 20 and number % 10 in _ORDINALS and number % 100 not in (11, 12, 13):
        ordinal = f"{number}{_ORDINALS[number % 10][1:]}"
    return f"{ordinal} {name}"


@lru_cache(maxsize=_REMEMBERED)
def _sentence_ends(prose: str) -> tuple[tuple[int, int], ...]:
    """What parts the sentences of a text. Remembered, for a long text may hold many mentions."""
    return tuple(match.span() for match in _SENTENCE_END.finditer(prose))


def sentence_around(reading: Reading, mention: Mention) -> Span:
    """The sentence of its block that a mention stands in; the heading's text for a mention in a heading."""
    if mention.block < 0:
        heading = reading.lesson.sections[mention.section].heading
        return heading.span if heading is not None else mention.span
    block = reading.lesson.blocks[mention.block]
    at = mention.span.start - block.span.start
    ends = _sentence_ends(block.prose)
    number = bisect_right(ends, at, key=itemgetter(1))
    start = ends[number - 1][1] if number else 0
    end = next((first for first, _ in ends[number : number + 2] if first > at), len(block.prose))
    return reading.lesson.source.trim(Span(block.span.start + start, block.span.start + end))
