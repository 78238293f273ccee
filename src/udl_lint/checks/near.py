"""What stands near a need: in a stretch of text, or below a heading that raises it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.checks.looks import Hit, Seen
from udl_lint.lesson import Section
from udl_lint.reading import Reading
from udl_lint.reading.mentions import Mention
from udl_lint.source import Span

LONGEST_HEADING = 4
"""Words up to which a heading names what stands under it."""

Concepts = tuple[str, ...]
"""Names of concepts, any of which will do."""


def any_in(reading: Reading, concepts: Concepts, span: Span) -> Mention | None:
    """The first mention of one of the concepts that begins in the span."""
    for mention in reading.mentions.of(*concepts):
        if span.start <= mention.span.start < span.end:
            return mention
    return None


def answer_in(reading: Reading, concepts: Concepts, reach: Span, sentence: Span) -> Mention | None:
    """The first firm mention within reach, or a weak one in the sentence of the need itself."""
    for mention in reading.mentions.of(*concepts):
        at = mention.span.start
        if reach.start <= at < reach.end and (not mention.faint or sentence.start <= at < sentence.end):
            return mention
    return None


def headed_sections(reading: Reading, concepts: Concepts) -> list[Section]:
    """The sections that a short heading says are all about one of the concepts, in reading order."""
    named: list[Section] = []
    for heading in reading.mentions.of(*concepts):
        section = reading.lesson.sections[heading.section]
        if heading.block < 0 and section not in named and len(section.title.split()) <= LONGEST_HEADING:
            named.append(section)
    return [section for section in named if section.blocks or not any(each.parent == section.index for each in named)]


def looks_below(reading: Reading, sections: Sequence[Section], answers: Concepts, faint: Concepts, *, each: bool) -> Iterator[Hit | Seen]:
    """A hit for each section without an answer, and with `each` for each item that the answer to another item does not reach."""
    for section in sections:
        answer = any_in(reading, answers, section.span)
        if answer:
            yield Seen(answer.span, answer.strength)
            if each:
                yield from (Hit(run, {"words": section.title}) for run in _unanswered(reading, section, answers))
        else:
            # A heading over further headings says of each no more than that it is there.
            doubt = not section.blocks or (bool(faint) and any_in(reading, faint, section.span))
            yield Hit(_body(section), {"words": section.title}, "review" if doubt else "problem")


def _unanswered(reading: Reading, section: Section, answers: Concepts) -> list[Span]:
    """The items of a section that the answer to another item does not reach, those that stand together as one."""
    runs: list[Span] = []
    before = False
    for block in section.blocks:
        open_item = block.kind == "item" and any_in(reading, answers, block.span) is None
        if open_item:
            runs[-1:] = [Span(runs[-1].start, block.span.end)] if before else [*runs[-1:], block.span]
        before = open_item
    return runs


def _body(section: Section) -> Span:
    """What stands under a section's heading; the heading where nothing does."""
    if section.blocks:
        return Span(section.blocks[0].span.start, section.blocks[-1].span.end)
    return section.heading.span if section.heading is not None else section.span
