"""Text for a screen of fixed-width characters: how wide it is, where a line breaks, and colour where it is wanted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.text import escape

NARROWEST, WIDEST = 40, 100
"""Columns between which a report is set, however wide the screen is: longer lines are hard to read."""

_CODES = {"strong": "1", "quiet": "2", "error": "1;35", "warning": "33", "suggestion": "36", "review": "36", "fix": "32"}


class Screen(Named):
    """What a report is written for: its columns, and whether it takes colour."""

    width: int = 80
    colour: bool = False

    def paint(self, style: str, text: str) -> str:
        """The text in a style; as it is where there is no colour. No style carries a meaning that the words do not."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.colour and text else text


def fitted(columns: int) -> int:
    """The width of a report on a screen of so many columns."""
    return max(NARROWEST, min(WIDEST, columns))


_NEVER_WIDE = "\u02ff"
_NARROW = lazy("[\0-\u02ff\u2010-\u2027]*")
"""Letters of Western scripts, dashes, quotation marks and dots: each takes one column."""


def letter_width(letter: str) -> int:
    """Columns that a character takes: 0 for what joins the one before it, 2 for East Asian wide ones and most emoji, else 1."""
    if letter < "\u0300":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def is_narrow(text: str) -> bool:
    """Whether each character of a text takes one column, as far as that can be told at a glance."""
    return text.isascii() or _NARROW.fullmatch(text) is not None


def text_width(text: str) -> int:
    """Columns that a text takes."""
    return len(text) if is_narrow(text) else len(text) + sum([letter_width(letter) - 1 for letter in text if letter > _NEVER_WIDE])


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, with `…` at its end where something is left out."""
    if text_width(text) <= width:
        return text
    if width > 0 and is_narrow(text):
        return text[: width - 1].rstrip() + "…"
    taken, kept = 1, ""
    for letter in text:
        taken += letter_width(letter)
        if taken > width:
            break
        kept += letter
    return kept.rstrip() + "…"


def plain(text: str) -> str:
    """A text on one line, with nothing in it that a terminal obeys or hides."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # there is no white space but single spaces
    return escape(" ".join(text.split()))


def wrapped(text: str, width: int, indent: str = "", later: str | None = None) -> Iterator[str]:
    """The words of a text in lines of at most so many columns. `later` indents all lines but the first.

    A word that is longer than a line stands alone, as an address should; scripts that need no spaces are broken where the line ends.
    """
    begin = indent if later is None else later
    first, further = width - text_width(indent), width - text_width(begin)
    text, room = plain(text), min(first, further)
    if text.isascii() or (is_narrow(text) and (len(text) <= room or max(map(len, text.split(" "))) <= room)):
        return _filled(text, first, further, indent, begin)
    return _broken(text, first, further, indent, begin)


def _filled(text: str, room: int, later_room: int, indent: str, begin: str) -> Iterator[str]:
    """As `wrapped`, where each character takes one column and no word is broken. `room` is what the indent leaves of the width."""
    at = 0
    while len(text) - at > room:
        end = text.rfind(" ", at, at + max(0, room) + 1)
        if end < 0:
            end = text.find(" ", at)
        if end < 0:
            break
        yield indent + text[at:end]
        at, room, indent = end + 1, later_room, begin
    yield indent + text[at:]


def _broken(text: str, room: int, later_room: int, indent: str, begin: str) -> Iterator[str]:
    """As `wrapped`, for words of any width, the longest of which are broken."""
    line, left = indent, room
    words: list[str] = []
    for word in _pieces(text, min(room, later_room)):
        wide = text_width(word)
        if words and wide > left:
            yield line + " ".join(words)
            line, left, words = begin, later_room, []
        words.append(word)
        left -= wide + 1
    yield line + " ".join(words)


def _pieces(text: str, room: int) -> Iterator[str]:
    for word in text.split(" "):
        if word.isascii():
            yield word
            continue
        rest = word
        while not rest.isascii() and text_width(rest) > room > 1:
            taken, end = 0, 0
            while taken + letter_width(rest[end]) <= room:
                taken += letter_width(rest[end])
                end += 1
            yield rest[:end]
            rest = rest[end:]
        yield rest


def stop(text: str) -> str:
    """The full stop that a text still needs to end as a sentence."""
    return "" if text.rstrip()[-1:] in ".!?…" else "."


def count(number: int, one: str, many: str = "") -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def nothing(known: int) -> str:
    """That there is nothing, or nothing but what a baseline knows."""
    return "nothing new to mend" if known else "nothing to mend"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def lines_named(lines: list[int], most: int = 6) -> str:
    """`line 3`, `lines 3, 9 and 12`; after so many, how many more there are."""
    shown = [str(line) for line in lines[:most]]
    if len(lines) > most:
        return f"lines {', '.join(shown)} and {len(lines) - most} more"
    return f"{'line' if len(lines) == 1 else 'lines'} {listed(shown)}"
