"""A lesson's text, stretch by stretch as it was written, with the words in question marked and numbered."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator

from udl_lint.lesson import Lesson
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.reporters.html_markup import Html, element, joined
from udl_lint.source import LINE_END, Source, Span

_MARKUP = lazy(r"(^#{1,6}(?=\s)|\*\*|(?<!_)__(?=[^\W_])|(?<=[^\W_])__(?!_))")
KINDS = ("error", "warning", "suggestion", "review")
"""Kinds of findings from the most serious on; `review` is a question."""


class Mark(Named):
    """Words to be marked: their place, the number of the note on them, the note's name in the page, and the kind of finding."""

    span: Span
    number: int
    note: str
    kind: str


class Stretch(Named):
    """Lines that belong together: a heading, a paragraph, a list item or a table. Lines count from 1, the last is inside."""

    first: int
    last: int
    look: str
    """`plain`, `table` or `h1` to `h6`."""
    span: Span


def stretches(lesson: Lesson) -> Iterator[Stretch]:
    """The whole text but its blank lines, in order."""
    source = lesson.source
    looks = _looks(lesson)
    begins = {source.position(block.span.start).line for block in lesson.blocks if block.kind != "cell"}
    first, look = 0, "plain"
    for line in range(1, source.line_count + 1):
        blank = not source.line(line).strip()
        here = looks.get(line, "plain")
        if first and (blank or here != look or here.startswith("h") or (line in begins and here == "plain")):
            yield _stretch(source, first, line - 1, look)
            first = 0
        if not blank and not first:
            first, look = line, here
    if first:
        yield _stretch(source, first, source.line_count, look)


def _stretch(source: Source, first: int, last: int, look: str) -> Stretch:
    return Stretch(first, last, look, Span(source.line_span(first).start, source.line_span(last).end))


def _looks(lesson: Lesson) -> dict[int, str]:
    """Lines that are no plain text, with what they are."""
    source, looks = lesson.source, {}
    for table in lesson.tables:
        looks.update(dict.fromkeys(_lines(source, table.span), "table"))
    for section in lesson.sections:
        if section.heading is not None:
            lines = _lines(source, section.heading.span)
            # A heading in a table's cell is a part of the table.
            if len(lines) == 1 and lines[0] not in looks and _alone(source, section.heading.span):
                looks[lines[0]] = f"h{min(6, max(1, section.heading.level))}"
    return looks


def _lines(source: Source, span: Span) -> range:
    return range(source.position(span.start).line, source.position(max(span.start, span.end - 1)).line + 1)


def _alone(source: Source, span: Span) -> bool:
    """Whether nothing but markup stands beside a heading on its line."""
    line = source.line_span(source.position(span.start).line)
    return not any(letter.isalnum() for letter in source.text[line.start : span.start] + source.text[span.end : line.end])


def marked(places: Iterable[Stretch], marks: Iterable[Mark]) -> Iterator[tuple[Stretch, list[Mark]]]:
    """Each stretch with the marks that reach into it."""
    waiting = deque(sorted(marks, key=lambda each: each.span))
    active: list[Mark] = []
    for place in places:
        while waiting and waiting[0].span.start <= place.span.end:
            active.append(waiting.popleft())
        yield place, [each for each in active if each.span.end > place.span.start or each.span.start >= place.span.start]
        active = [each for each in active if each.span.end > place.span.end]


def drawn(source: Source, stretch: Stretch, marks: Iterable[Mark]) -> Html:
    """The lines of a stretch, with the number of the first one and its marks."""
    text = joined(_pieces(source, stretch, list(marks)))
    number = element("span", str(stretch.first), class_="no")
    return element("p", number, element("span", text, class_="t"), class_=f"s {stretch.look}")


def _pieces(source: Source, stretch: Stretch, marks: list[Mark]) -> Iterator[Html]:
    start, end = stretch.span.start, stretch.span.end
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(min(end, max(start, mark.span.start)), []).append(mark)
        closing.setdefault(max(start, min(end, mark.span.end)), []).append(mark)
    cuts = sorted({start, end, *opening, *closing})
    active: list[Mark] = []
    for number, cut in enumerate(cuts):
        ending = closing.get(cut, [])
        starting = opening.get(cut, [])
        active = [each for each in active if each not in ending]
        yield from (_reference(each) for each in ending if each.span.start >= start)
        active += [each for each in starting if each not in ending]
        if number + 1 < len(cuts):
            text = _softened(LINE_END.sub("\n", source.text[cut : cuts[number + 1]]))
            yield element("mark", text, class_=min((each.kind for each in active), key=KINDS.index)) if active else text


def _softened(text: str) -> Html:
    """The text with the marks of headings and bold words made quiet: all of it is shown, and the words come first."""
    return joined(element("span", part, class_="q") if number % 2 else part for number, part in enumerate(_MARKUP.split(text)))


def _reference(mark: Mark) -> Html:
    return element("a", str(mark.number), class_=f"ref {mark.kind}", href=f"#{mark.note}", aria_label=f"Note {mark.number}")


def holding(places: list[Stretch], offset: int) -> int:
    """The index of the stretch that an offset stands in, or else of the one before it."""
    return max(0, bisect_right(places, offset, key=lambda each: each.span.start) - 1)
