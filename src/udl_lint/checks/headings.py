"""`headings`: the order of the headings that students and screen readers go by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from udl_lint.checks.looks import Check, Hit, Look, Options
from udl_lint.reading import Reading
from udl_lint.source import Span

_BLANK = 200
"""Characters before a heading in which a rule is looked for."""
_MANY_BOLD = 3


class Headings(Check):
    """Speaks where a heading skips a level, where a second title stands, and where bold lines stand for headings three times or more."""

    reads_words: ClassVar[bool] = False
    provides: ClassVar[frozenset[str]] = frozenset(("problem",))

    def look(self, reading: Reading, options: Options) -> Iterator[Look]:
        """Yield one hit for the first skipped level or second title, or one for the first bold line."""
        source = reading.lesson.source
        if source.path.lower().endswith((".yaml", ".yml")):
            return
        marked = [section.heading for section in reading.lesson.sections if section.heading is not None and section.heading.marked]
        before = None
        titles = 0
        for heading in marked:
            if heading.level > 6 or source.text[max(0, heading.span.start - _BLANK) : heading.span.start].rstrip().endswith("---"):
                continue
            if heading.level == 1 and titles:
                yield Hit(heading.span, {"problem": "this is a second title"})
                return
            titles += heading.level == 1
            if before is not None and heading.level > before + 1:
                yield Hit(heading.span, {"problem": f"this one jumps from level {before} to level {heading.level}"})
                return
            before = heading.level
        with_text = not options.get("allow_bold_labels", True)
        bold = [
            section.heading
            for section in reading.lesson.sections
            if section.heading is not None
            and not section.heading.marked
            and source.text[section.heading.span.start : section.heading.span.start + 2] in ("**", "__")
            and section.blocks
            and (with_text or source.position(section.heading.span.end).line < source.position(section.blocks[0].span.start).line)
        ]
        if len(bold) >= _MANY_BOLD and len(marked) <= len(bold):
            yield Hit(_words(reading, bold[0].span), {"problem": f"this bold line and {len(bold) - 1} others stand for headings"})


def _words(reading: Reading, span: Span) -> Span:
    """The line without the stars or underscores that make it bold."""
    text = reading.lesson.source.slice(span)
    inner = text.strip("*_")
    start = span.start + text.index(inner) if inner else span.start
    return Span(start, start + len(inner)) if inner else span
