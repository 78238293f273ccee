"""What a comment in a lesson covers: the part beside it, else the part after it; at the title, the lesson."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from udl_lint.lesson import Block, Lesson, Permit
from udl_lint.named import Named
from udl_lint.readers import YAML_ENDINGS
from udl_lint.source import Span


class Part(Named):
    """Something that a comment can be about. `span` is where it stands, `area` all that belongs to it."""

    span: Span
    area: Span


class Parts:
    """The parts of one lesson, in reading order."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        spans = [each.span for each in lesson.tables] + [each.span for each in lesson.embeds] + [each.span for each in lesson.images]
        self._lines = _in_order(_of_text(lesson))
        """Those that a comment at the end of their line is about; a picture is not all of its line."""
        self._all = _in_order([*self._lines, *(Part(span, span) for span in spans)])
        self._line_starts = [part.span.start for part in self._lines]
        self._starts = [part.span.start for part in self._all]
        self._top = _end_of_front_matter(lesson)

    def covered_by(self, permit: Permit) -> Span:
        """The range that a comment covers; empty when nothing comes after it.

        * On the same line as a block or heading, or within one: that one.
        * Else the next block, with what is nested in it (a table whole), or the next heading with its section and subsections.
        * Where that is the lesson's title, and at the top before anything else: the lesson. Front matter counts as the top, but
          a comment there that stands before one of its later keys covers that key.
        """
        everything = Span(0, len(self.lesson.source.text) + 1)
        beside = self._beside(permit)
        target = beside or self._next(permit)
        if target is None:
            return Span(permit.span.end, permit.span.end)
        in_top = permit.span.start < self._top
        before = bisect_left(self._starts, permit.span.start) - bisect_left(self._starts, 0 if in_top else self._top)
        if (before <= 0 and not beside) or (in_top and target.span.start >= self._top) or self._is_title(target):
            return everything
        return target.area

    def _beside(self, permit: Permit) -> Part | None:
        """The part that the comment stands in or after which it ends the line."""
        number = bisect_left(self._line_starts, permit.span.start + 1) - 1
        if number < 0:
            return None
        part, source = self._lines[number], self.lesson.source
        inside = permit.span.start < part.span.end
        return part if inside or source.position(part.span.end).line == source.position(permit.span.start).line else None

    def _next(self, permit: Permit) -> Part | None:
        number = bisect_left(self._starts, permit.span.end)
        return self._all[number] if number < len(self._all) else None

    def _is_title(self, part: Part) -> bool:
        title = self.lesson.about.title
        return title is not None and title.span is not None and part.span.start <= title.span.start < part.span.end


def _in_order(parts: Iterable[Part]) -> list[Part]:
    """By start; of parts that start together the one with the largest area only."""
    largest: dict[int, Part] = {}
    for part in parts:
        if part.span.start not in largest or part.area.end > largest[part.span.start].area.end:
            largest[part.span.start] = part
    return [largest[start] for start in sorted(largest)]


def _of_text(lesson: Lesson) -> Iterator[Part]:
    ends = [section.span.end for section in lesson.sections]
    for section in reversed(lesson.sections):
        if section.parent is not None:
            ends[section.parent] = max(ends[section.parent], ends[section.index])
    for section in lesson.sections:
        if section.heading is not None:
            yield Part(section.heading.span, Span(section.heading.span.start, ends[section.index]))
    blocks = [block for block in lesson.blocks if block.prose.strip()]
    for index, block in enumerate(blocks):
        yield Part(block.span, Span(block.span.start, _end_of_item(blocks, index)))
    about = lesson.about
    for known in (about.title, about.grade, about.subject, about.minutes):
        if known is not None and known.span is not None and known.where in ("key", "front matter"):
            yield Part(known.span, known.span)


def _end_of_item(blocks: Sequence[Block], index: int) -> int:
    """Where a list item ends with the items nested in it; where any other block ends."""
    block = blocks[index]
    end = block.span.end
    if block.kind == "item":
        for number in range(index + 1, len(blocks)):
            later = blocks[number]
            if later.section != block.section or later.depth <= block.depth:
                break
            end = later.span.end
    return end


def _end_of_front_matter(lesson: Lesson) -> int:
    """0 without front matter."""
    source = lesson.source
    if not source.text.startswith("---") or source.path.lower().endswith(YAML_ENDINGS):
        return 0
    from udl_lint.readers.frontmatter import split_front_matter

    area = split_front_matter(source)
    return area.end if area else 0
