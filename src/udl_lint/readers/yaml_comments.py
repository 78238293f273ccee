"""Comments in YAML that speak to udl-lint. They stand between the texts of a file, never in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.lesson import Permit
from udl_lint.patterns import lazy
from udl_lint.source import Source, Span

_NAME = "udl-lint"
_COMMENT = lazy(r"(?<!\S)#[^\r\n]*")


def permits_between(source: Source, area: Span, texts: Sequence[Span], end: int) -> Iterator[Permit]:
    """Permits in an area, up to `end`, outside the spans of its texts (in reading order)."""
    if _NAME not in source.text[area.start : area.end].lower():
        return
    at = area.start
    for taken in (*texts, Span(end, end)):
        yield from _comments(source, at, taken.start)
        at = max(at, taken.end)


def loose_permits(source: Source, area: Span) -> Iterator[Permit]:
    """Permits in YAML that cannot be read: only a line that is nothing but a comment is sure to be one."""
    if _NAME not in source.text[area.start : area.end].lower():
        return
    for number in range(source.position(area.start).line, source.position(area.end).line + 1):
        line = source.line_span(number)
        if source.slice(line).lstrip().startswith("#"):
            yield from _comments(source, max(line.start, area.start), min(line.end, area.end))


def _comments(source: Source, start: int, end: int) -> Iterator[Permit]:
    for match in _COMMENT.finditer(source.text, start, max(start, end)):
        inner = match[0].lstrip("#").strip()
        if inner.lower().startswith(_NAME):
            yield Permit(Span(match.start(), match.start() + len(match[0].rstrip())), inner)
