"""Text as the Markdown library hands it out, with the exact way back from each of its characters to the file."""

from __future__ import annotations

from bisect import bisect_right

from udl_lint.named import Named
from udl_lint.readers.draft import View
from udl_lint.readers.markup import blank
from udl_lint.source import Source, Span


class Stretch(Named):
    """`content` is the library's text; its line `i` begins at `begins[i]`, and adding `shifts[i]` gives the place in the source."""

    source: Source
    content: str
    begins: tuple[int, ...]
    shifts: tuple[int, ...]

    def at(self, position: int) -> int:
        """A position in the content as an offset in the source."""
        if len(self.begins) == 1:
            return position + self.shifts[0]
        return position + self.shifts[bisect_right(self.begins, position) - 1]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """A range of the content, without the white space at its two ends, as a span."""
        inner = self.content[start:end]
        first = start + len(inner) - len(inner.lstrip())
        last = first + len(inner.strip())
        if len(self.begins) == 1:
            return Span(first + self.shifts[0], last + self.shifts[0])
        return Span(self.at(first), self.at(last - 1) + 1) if last > first else Span(self.at(first), self.at(first))

    def prose(self, visible: str, start: int, end: int) -> tuple[Span, str]:
        """The span of a range, and its visible text; what parts two lines in the source (`> `, indents) is blank."""
        if len(self.begins) == 1:
            shift = self.shifts[0]
            if end - start == len(self.content) == len(self.content.strip()):  # most texts are one line, and whole
                return Span(shift, shift + end), visible
            span = self.span(start, end)
            return span, visible[span.start - shift : span.end - shift]
        span = self.span(start, end)
        prose = list(blank(self.source.slice(span)))
        line = bisect_right(self.begins, start) - 1
        while line < len(self.begins) and self.begins[line] < end:
            limit = self.begins[line + 1] - 1 if line + 1 < len(self.begins) else len(self.content)
            first, last = max(self.begins[line], start), min(limit, end)
            shown = visible[first:last].strip()
            if shown:
                place = self.shifts[line] + visible.index(shown, first) - span.start
                prose[place : place + len(shown)] = shown
            line += 1
        return span, "".join(prose)


def stretch(view: View, content: str, lines: tuple[int, int]) -> Stretch:
    """Content that the library took from the view's `lines`, first and one past the last."""
    if lines[1] - lines[0] == 1 and "\n" not in content:  # most texts are one line, of which the library dropped none
        return Stretch(view.source, content, (0,), (view.starts[lines[0]] + _column(view.lines[lines[0]], content),))
    parts = content.split("\n")
    first = lines[0] + _dropped(view, parts, lines)
    begins: list[int] = []
    shifts: list[int] = []
    begin = 0
    for number, part in enumerate(parts, start=first):
        place = min(number, len(view.lines) - 1)
        core = part.lstrip(" \t")  # a tab that the library spread into spaces: the text after it is still there
        begins.append(begin)
        shifts.append(view.starts[place] + _column(view.lines[place], core) - begin - (len(part) - len(core)))
        begin += len(part) + 1
    return Stretch(view.source, content, tuple(begins), tuple(shifts))


def heading_stretch(view: View, content: str, line: int) -> Stretch:
    """The text of a heading that begins with `#`, without the marks that may close it."""
    shown = view.lines[line].rstrip(" \t")
    if not shown.rstrip().endswith(content.rstrip()):
        shown = shown.rstrip("#")
    return Stretch(view.source, content, (0,), (view.starts[line] + _column(shown, content),))


def _column(shown: str, core: str) -> int:
    """Where the text stands in its line: at the end, before white space that the library cut off."""
    if shown.endswith(core):
        return len(shown) - len(core)
    end = len(shown)
    while not shown.startswith(core, end - len(core)) and shown[end - 1 : end].isspace():
        end -= 1
    return max(0, end - len(core))


def _dropped(view: View, parts: list[str], lines: tuple[int, int]) -> int:
    """How many lines of nothing but unusual white space the library cut off before the content."""
    spare = min(lines[1], len(view.lines)) - lines[0] - len(parts)
    for number in range(spare):
        if view.lines[lines[0] + number].rstrip().endswith(parts[0].rstrip()):
            return number
    return max(0, spare)
