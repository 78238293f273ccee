"""The text of one lesson and the way from a place in it to a line and a column."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from udl_lint.named import Named
from udl_lint.patterns import lazy

LINE_END = lazy(r"\r\n|\n|\r")
"""The only line ends there are, everywhere. Never `str.splitlines`: it also splits at VT, FF, NEL and U+2028."""


class Span(Named):
    """A half-open range of characters (code points) in the text of a `Source`."""

    start: int
    end: int


class Position(Named):
    """A place as people count it: line and column, both from 1; a column counts code points."""

    line: int
    column: int


class _Text(Named):
    path: str
    text: str


class Source(_Text):
    """One lesson's text as it was decoded, with the name that reports show. A byte-order mark is not part of the text."""

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins; never empty."""
        if "\r" in self.text:
            return [0, *[match.end() for match in LINE_END.finditer(self.text)]]
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return list(accumulate(lengths[:-1], initial=0))

    @property
    def line_count(self) -> int:
        """How many lines there are; a final line end opens no further line."""
        return len(self.starts) - (1 if len(self.starts) > 1 and self.starts[-1] == len(self.text) else 0)

    def slice(self, span: Span) -> str:
        """The text under a span."""
        return self.text[span.start : span.end]

    def line_at(self, offset: int) -> int:
        """The line of an offset in the text."""
        return bisect_right(self.starts, offset)

    def position(self, offset: int) -> Position:
        """Line and column of an offset; raises ValueError outside the text."""
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} lies outside the text (0 to {len(self.text)})")
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of a 1-based line without its line end; raises IndexError for a line that is not there."""
        if not 1 <= line <= len(self.starts):
            raise IndexError(f"line {line} of {len(self.starts)}")
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line(self, line: int) -> str:
        """The text of a 1-based line without its line end."""
        return self.slice(self.line_span(line))

    def trim(self, span: Span) -> Span:
        """The span without the white space at its two ends (empty at its start if nothing else is there)."""
        text = self.slice(span)
        lead = len(text) - len(text.lstrip())
        return Span(span.start + lead, span.start + lead + len(text.strip()))
