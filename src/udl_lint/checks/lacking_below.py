"""`lacking-below`: like `lacking`, and a heading can raise the need for all that stands below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.lacking import Lacking, any_in
from udl_lint.checks.looks import Hit, Options, Seen
from udl_lint.lesson import Section
from udl_lint.reading import Reading
from udl_lint.source import Span

LONGEST_HEADING = 4
"""Words up to which a heading names what stands under it."""


class LackingBelow(Lacking):
    """Speaks once for each section that a short heading says is all about the need, and elsewhere as `lacking` does."""

    concept_fields: ClassVar[tuple[str, ...]] = (*Lacking.concept_fields, "sections")
    provides: ClassVar[frozenset[str]] = Lacking.provides
    sections: tuple[str, ...] = ()
    """Concepts that, in a short heading, raise the need once for all that stands under it."""
    each: bool = False
    """Whether each item under such a heading is a need of its own."""

    def _hits(self, reading: Reading, options: Options) -> Iterator[Hit | Seen]:
        for section in self._named_sections(reading):
            answer = any_in(reading, self.unless, section.span)
            if answer:
                yield Seen(answer.span, answer.strength)
                if self.each:
                    yield from (Hit(run, {"words": section.title}) for run in self._unanswered(reading, section))
            else:
                doubt = bool(self.faint) and any_in(reading, self.faint, section.span)
                yield Hit(_body(section), {"words": section.title}, "review" if doubt else "problem")
        yield from super()._hits(reading, options)

    def _sections_spoken_of(self, reading: Reading) -> frozenset[int]:
        return frozenset(section.index for section in self._named_sections(reading))

    def _named_sections(self, reading: Reading) -> list[Section]:
        """The sections that a short heading says are all about the need, in reading order."""
        named: list[Section] = []
        for heading in reading.mentions.of(*self.sections, roles=None) if self.sections else ():
            section = reading.lesson.sections[heading.section]
            if heading.block < 0 and section not in named and len(section.title.split()) <= LONGEST_HEADING:
                named.append(section)
        return [section for section in named if section.blocks or not any(each.parent == section.index for each in named)]

    def _unanswered(self, reading: Reading, section: Section) -> list[Span]:
        """The items of a section that the answer to another item does not reach, those that stand together as one."""
        runs: list[Span] = []
        before = False
        for block in section.blocks:
            open_item = block.kind == "item" and any_in(reading, self.unless, block.span) is None
            if open_item:
                runs[-1:] = [Span(runs[-1].start, block.span.end)] if before else [*runs[-1:], block.span]
            before = open_item
        return runs


def _body(section: Section) -> Span:
    """What stands under a section's heading; the heading where nothing does."""
    if section.blocks:
        return Span(section.blocks[0].span.start, section.blocks[-1].span.end)
    return section.heading.span if section.heading is not None else section.span
