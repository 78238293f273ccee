"""A line of the lesson with the words in question underlined, however long the line and whatever script it is in."""

from __future__ import annotations

from itertools import accumulate

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


class Frame(Named):
    """`text` is the line, or a part of it, as it can be shown; `start` and `width` say in columns where in it the underline goes."""

    line: int
    text: str
    start: int
    width: int
    last_line: int
    """The line on which the words end; only the first is shown."""


class _Cell(Named):
    text: str
    width: int
    inside: bool


def frame(source: Source, span: Span, width: int) -> Frame:
    """The first line of a span in at most `width` columns. An empty span is underlined by one mark at its place."""
    first = source.position(span.start)
    last = source.position(max(span.start, span.end - 1)).line
    whole = source.line_span(first.line)
    # Nothing further away than the screen is wide can be shown, so a line of a megabyte costs no more than a short one.
    near = Span(max(whole.start, span.start - width), min(whole.end, span.start + 2 * width))
    cells = _cells(source, near, span)
    begin = next((index for index, cell in enumerate(cells) if cell.inside), len(cells))
    end = next((index for index in range(begin, len(cells)) if not cells[index].inside), len(cells))
    low, high = _window(cells, begin, end, width, near.start > whole.start, near.end < whole.end)
    lead, tail = "…" * (low > 0 or near.start > whole.start), "…" * (high < len(cells) or near.end < whole.end)
    before = "".join(cell.text for cell in cells[low:begin])
    inside = "".join(cell.text for cell in cells[begin : min(end, high)])
    after = "".join(cell.text for cell in cells[min(end, high) : high])
    shown = (lead + before + inside + after + tail).rstrip()
    # Blanks at the end of a line are not shown: the mark of a place within them stands after the last word.
    start = min(len(lead) + sum(cell.width for cell in cells[low:begin]), text_width(shown))
    marked = max(1, sum(cell.width for cell in cells[begin : min(end, high)]))
    return Frame(first.line, shown, start, min(marked, max(1, width - start)), last)


def _cells(source: Source, near: Span, span: Span) -> list[_Cell]:
    text = source.slice(near)
    if text.isprintable() and is_narrow(text):
        return [_Cell(letter, 1, span.start <= offset < span.end) for offset, letter in enumerate(text, near.start)]
    cells: list[_Cell] = []
    column = 0
    for offset, letter in enumerate(text, near.start):
        shown = " " * (TAB - column % TAB) if letter == "\t" else letter if letter.isprintable() else escape(letter)
        wide = letter_width(letter) if shown == letter else text_width(shown)
        column += wide
        cells.append(_Cell(shown, wide, span.start <= offset < span.end))
    return cells


def _window(cells: list[_Cell], begin: int, end: int, width: int, more_before: bool, more_after: bool) -> tuple[int, int]:
    """Which cells to show: all where they fit; else the words, with as much before and after them as there is room for."""
    if not (more_before or more_after) and sum(cell.width for cell in cells) <= width:
        return 0, len(cells)
    room = width - 2
    spare = max(0, room - sum(cell.width for cell in cells[begin:end]))
    before = min(max(_BEFORE, spare // 2), max(spare, room // 3))
    low = begin
    while low > 0 and before >= cells[low - 1].width:
        low -= 1
        before -= cells[low].width
    low = _at_word(cells, low, begin) if low > 0 or more_before else low
    high, taken = low, 0
    while high < len(cells) and taken + cells[high].width <= room:
        taken += cells[high].width
        high += 1
    if high == len(cells) and not more_after:
        while low > 0 and taken + cells[low - 1].width <= room:
            low -= 1
            taken += cells[low].width
        low = _at_word(cells, low, begin) if low > 0 or more_before else low
    return low, high


def _at_word(cells: list[_Cell], low: int, begin: int) -> int:
    """The start of the next whole word, when there is one before the words in question; never within a character and its accents."""
    space = next((index for index in range(low, begin) if cells[index].text == " "), None)
    if space is not None and begin - space > 1:
        return space + 1
    while low < begin and cells[low].width == 0:
        low += 1
    return low


def in_context(source: Source, span: Span, width: int) -> str:
    """The words of a span and, where there is room, whole words around them from the same line; `…` where the line goes on."""
    line = source.line_span(source.position(span.start).line)
    near = Span(max(line.start, span.start - width), min(line.end, span.end + width, span.start + 2 * width))
    tokens = [Span(near.start + match.start(), near.start + match.end()) for match in _WORD.finditer(source.slice(near))]
    at = [number for number, token in enumerate(tokens) if _says_something(source, token)]
    words = [tokens[number] for number in at]
    # Columns from the first token on, with a space after each.
    ends = [0, *accumulate([text_width(plain(source.slice(token))) + 1 for token in tokens])]
    inner = [number for number, word in enumerate(words) if word.start < span.end and word.end > span.start]
    if not inner:
        return cut(plain(source.slice(span)), width)
    low, high = inner[0], inner[-1]
    while True:
        wider = [(each, other) for each, other in ((low - 1, high), (low, high + 1)) if each >= 0 and other < len(words)]
        fitting = [(each, other) for each, other in wider if ends[at[other] + 1] - ends[at[each]] - 1 <= width - 2]
        if not fitting:
            break
        # The side that has got less so far grows first, so that the words stand about in the middle.
        low, high = min(fitting, key=lambda pair: abs((inner[0] - pair[0]) - (pair[1] - inner[-1])))
    before = "…" if low > 0 or (near.start > line.start and words[low].start > near.start) else ""
    text = cut(_between(source, words, low, high), width - 2)
    after = "…" if (high < len(words) - 1 or near.end < line.end) and not text.endswith("…") else ""
    return before + text + after


def _between(source: Source, words: list[Span], low: int, high: int) -> str:
    return plain(source.slice(Span(words[low].start, words[high].end)))


def _says_something(source: Source, word: Span) -> bool:
    """Whether a word is more than a mark of a list, a heading or a table."""
    text = source.slice(word)
    return text[0].isalnum() or any(map(str.isalnum, text))
