"""A line of the lesson with the words in question underlined, however long the line and whatever script it is in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.reporters.terminal import cut, is_narrow, letter_width, plain, text_width
from udl_lint.source import Source, Span
from udl_lint.text import escape

TAB = 4
"""Columns between tab stops."""
_BEFORE = 24
"""Columns of a long line that are shown before the words, where there is room."""


_WORD = lazy(r"\S+")
_TELLING_WORD = lazy(r"\S*?[^\W_]\S*")
"""A word with a letter or digit: what has none is only a mark of a list, a heading or a table."""


class Frame(Named):
    """`text` is the line, or a part of it, as it can be shown; `start` and `width` say in columns where in it the underline goes."""

    line: int
    text: str
    start: int
    width: int
    last_line: int
    """The line on which the words end; only the first is shown."""


def frame(source: Source, span: Span, width: int) -> Frame:
    """The first line of a span in at most `width` columns. An empty span is underlined by one mark at its place."""
    first, last = source.line_at(span.start), source.line_at(max(span.start, span.end - 1))
    whole = source.line_span(first)
    # Nothing further away than the screen is wide can be shown, so a line of a megabyte costs no more than a short one.
    near = Span(max(whole.start, span.start - width), min(whole.end, span.start + 2 * width))
    cells, columns = _cells(source.slice(near))
    begin = min(span.start, near.end) - near.start
    end = max(begin, min(span.end, near.end) - near.start)
    low, high = _window(cells, columns, begin, end, width, near.start > whole.start, near.end < whole.end)
    lead, tail = "…" * (low > 0 or near.start > whole.start), "…" * (high < len(cells) or near.end < whole.end)
    shown = (lead + "".join(cells[low : max(begin, high)]) + tail).rstrip()
    # Blanks at the end of a line are not shown: the mark of a place within them stands after the last word.
    start = min(len(lead) + columns[begin] - columns[low], text_width(shown))
    marked = max(1, columns[min(end, high)] - columns[begin])
    return Frame(first, shown, start, min(marked, max(1, width - start)), last)


def _cells(line: str) -> tuple[Sequence[str], Sequence[int]]:
    """Each character of a line as it is shown, and the column at which each begins; last the one at which the line ends."""
    if line.isprintable() and is_narrow(line):
        return line, range(len(line) + 1)
    cells: list[str] = []
    columns = [0]
    for letter in line:
        text = " " * (TAB - columns[-1] % TAB) if letter == "\t" else letter if letter.isprintable() else escape(letter)
        cells.append(text)
        columns.append(columns[-1] + (letter_width(letter) if text == letter else text_width(text)))
    return cells, columns


def _window(
    cells: Sequence[str], columns: Sequence[int], begin: int, end: int, width: int, more_before: bool, more_after: bool
) -> tuple[int, int]:
    """Which cells to show: all where they fit; else the words, with as much before and after them as there is room for."""
    if not (more_before or more_after) and columns[-1] <= width:
        return 0, len(cells)
    room = width - 2
    spare = max(0, room - (columns[end] - columns[begin]))
    before = min(max(_BEFORE, spare // 2), max(spare, room // 3))
    low = bisect_left(columns, columns[begin] - before, 0, begin)
    low = _at_word(cells, columns, low, begin) if low > 0 or more_before else low
    high = bisect_right(columns, columns[low] + room, low + 1) - 1
    if high == len(cells) and not more_after:
        low = bisect_left(columns, columns[high] - room, 0, low)
        low = _at_word(cells, columns, low, begin) if low > 0 or more_before else low
    return low, high


def _at_word(cells: Sequence[str], columns: Sequence[int], low: int, begin: int) -> int:
    """The start of the next whole word, when there is one before the words in question; never within a character and its accents."""
    if " " in cells[low:begin]:
        space = cells.index(" ", low, begin)
        if begin - space > 1:
            return space + 1
    while low < begin and columns[low + 1] == columns[low]:
        low += 1
    return low


def in_context(source: Source, span: Span, width: int) -> str:
    """The words of a span and, where there is room, whole words around them from the same line; `…` where the line goes on."""
    line = source.line_span(source.line_at(span.start))
    near = Span(max(line.start, span.start - width), min(line.end, span.end + width, span.start + 2 * width))
    said = source.slice(near)
    words = [match.span() for match in _TELLING_WORD.finditer(said)]
    columns = _columns(said, words)
    start, end = span.start - near.start, span.end - near.start
    inner = [number for number, word in enumerate(words) if word[0] < end and word[1] > start]
    if not inner:
        return cut(plain(source.slice(span)), width)
    low, high = inner[0], inner[-1]
    while True:
        wider_before = low > 0 and columns[high][1] - columns[low - 1][0] <= width - 2
        wider_after = high + 1 < len(words) and columns[high + 1][1] - columns[low][0] <= width - 2
        # The side that has got less so far grows first, so that the words stand about in the middle.
        if wider_before and (not wider_after or inner[0] - low <= high - inner[-1]):
            low -= 1
        elif wider_after:
            high += 1
        else:
            break
    begin = words[low][0]
    before = "…" if low > 0 or (near.start > line.start and begin > 0) else ""
    text = cut(plain(said[begin : words[high][1]]), width - 2)
    after = "…" if (high < len(words) - 1 or near.end < line.end) and not text.endswith("…") else ""
    return before + text + after


def _columns(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where each of the words would begin and end in columns, if all of a text stood in one line with a space between any two words."""
    if text.isprintable() and "  " not in text and is_narrow(text):
        return words
    columns: dict[int, tuple[int, int]] = {}
    column = 0
    for match in _WORD.finditer(text):
        wide = text_width(escape(match[0]))
        columns[match.start()] = column, column + wide
        column += wide + 1
    return [columns[start] for start, _ in words]
