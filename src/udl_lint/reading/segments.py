"""The timed stretches of a plan's procedure, each counted once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise

from udl_lint.lesson import Block, Known, Lesson, Role, Section
from udl_lint.reading import Segment
from udl_lint.source import Span

_FEWEST_ON_THE_CLOCK = 3
"""Ranges that must follow one another to be the running time of a class."""
_TIMED_ROLES: frozenset[Role] = frozenset(("procedure", "other", "assessment", "student"))


def segments(lesson: Lesson) -> list[Segment]:
    """Sections with their own time; where a section has none, its timed items and table rows. In reading order.

    Where the ranges of a plan follow one another (0–5, 5–15, 15–30), they are the running time of the class, not 5 to 15 minutes.
    """
    found = list(_stated(lesson))
    ranges = [segment for segment in found if segment.low < segment.high]
    running = len(ranges) >= _FEWEST_ON_THE_CLOCK and all(after.low == before.high for before, after in pairwise(ranges))
    if not running:
        return found
    return [each._replace(low=each.high - each.low, high=each.high - each.low) if each in ranges else each for each in found]


def _stated(lesson: Lesson) -> Iterator[Segment]:
    covered: set[int] = set()
    first = _firsts(lesson)
    for section in lesson.sections:
        blocks = tuple(range(first[section.index], first[section.index + 1]))
        if section.role not in _TIMED_ROLES or section.setting == "home":
            continue
        if section.parent in covered:
            covered.add(section.index)
            continue
        if section.minutes is not None and section.heading is not None and section.index != _title(lesson):
            covered.add(section.index)
            inside = _below(lesson, section, first)
            yield Segment(section.heading.span, section.title, section.minutes.low, section.minutes.high, section.index, inside)
            continue
        yield from _in_blocks(section, blocks, lesson.about.minutes)


def parts(lesson: Lesson, segment: Segment) -> Iterator[Segment]:
    """The segment's timed sections where it is made of two or more, else the segment itself."""
    timed = [
        section
        for section in lesson.sections
        if section.parent == segment.section and section.minutes is not None and section.heading is not None and section.setting != "home"
    ]
    if len(timed) < 2:
        yield segment
        return
    first = _firsts(lesson)
    for section in timed:
        if section.heading is not None and section.minutes is not None:
            inside = _below(lesson, section, first)
            yield Segment(section.heading.span, section.title, section.minutes.low, section.minutes.high, section.index, inside)


def _title(lesson: Lesson) -> int:
    """The section that the lesson's title opens: a time there is the whole lesson's."""
    return next((section.index for section in lesson.sections if section.heading), -1)


def _firsts(lesson: Lesson) -> list[int]:
    """The number of each section's first block, and at the end how many blocks there are."""
    return [0, *accumulate(len(section.blocks) for section in lesson.sections)]


def _below(lesson: Lesson, section: Section, first: list[int]) -> tuple[int, ...]:
    """The section's own blocks and those of the sections inside it, which follow it. `first` is as `_firsts` has it."""
    inside = {section.index}
    last = section.index + 1
    while last < len(lesson.sections) and lesson.sections[last].parent in inside:
        inside.add(last)
        last += 1
    return tuple(range(first[section.index], first[last]))


def _in_blocks(section: Section, numbers: tuple[int, ...], length: Known[int] | None) -> Iterator[Segment]:
    """The timed blocks and rows of a section, but for what states the `length` of the whole lesson."""
    whole = length.span.start if length is not None and length.span is not None else -1
    rows: dict[int, list[int]] = {}
    for number, block in zip(numbers, section.blocks, strict=True):
        if block.row is not None:
            rows.setdefault(block.row, []).append(number)
    done: set[int] = set()
    depth: int | None = None
    for position, (number, block) in enumerate(zip(numbers, section.blocks, strict=True)):
        if block.row is not None:
            if block.row in done:
                continue
            row = [section.blocks[n - numbers[0]] for n in rows[block.row]]
            timed = next((cell for cell in row if cell.minutes is not None), None)
            if timed is not None and timed.minutes is not None and not timed.span.start <= whole < timed.span.end:
                done.add(block.row)
                span = Span(row[0].span.start, row[-1].span.end)
                yield Segment(span, _name(row), timed.minutes.low, timed.minutes.high, section.index, tuple(rows[block.row]))
            continue
        if block.minutes is None or block.role == "meta" or (depth is not None and block.depth > depth):
            continue
        depth = block.depth
        inside = [number]
        for later in range(position + 1, len(section.blocks)):
            other = section.blocks[later]
            if other.row is not None or (other.depth <= block.depth and other.minutes is not None):
                break
            inside.append(numbers[later])
        yield Segment(
            block.span,
            block.label or " ".join(block.prose.split())[:60],
            block.minutes.low,
            block.minutes.high,
            section.index,
            tuple(inside),
        )


def _name(row: list[Block]) -> str:
    """A row by its first cell that is more than a time."""
    for cell in row:
        text = " ".join(cell.prose.split())
        if cell.minutes is None or len(text.split()) > 4:
            return text[:60]
    return " ".join(row[0].prose.split())[:60]
