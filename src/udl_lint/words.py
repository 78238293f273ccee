"""The words of a text, as the lexicon compares them: folded, with their places, and what parts each from the word before."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Set
from itertools import accumulate

from udl_lint.patterns import lazy

WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*|_{2,}")
_SPLIT = lazy(f"({WORD.pattern})")
_HARD = lazy(r"[.;!?|¿¡]|\n\s*\n")
_SOFT = (*",():[]…–—", "--")
_DASH = lazy(r"\s-\s")
_ABBREVIATIONS = frozenset("dr mr mrs ms st e g i vs etc p pp fig no min mins approx sr sra srta ej pag num aprox".split())


class Words:
    """The words of a text in parallel lists: folded form, where each begins and ends, and what parts it from the word before.

    A gap is 0 for nothing or a hyphen, 1 for a comma, bracket or colon, 2 for the end of a sentence. A blank to fill in is `___`.
    """

    __slots__ = ("end", "gap", "start", "word")

    def __init__(self, text: str) -> None:
        self.word, self.start, self.end, self.gap = cut(text, _folded, fold, _ABBREVIATIONS)

    def __len__(self) -> int:
        return len(self.word)


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(_SPLIT.findall(text))


def has_two_words(text: str) -> bool:
    """Whether a text has more than one word."""
    first = WORD.search(text)
    return first is not None and WORD.search(text, first.end()) is not None


_folded: dict[str, str] = {}


def fold(word: str) -> str:
    """Lower case without accents, with a plain apostrophe; a run of underscores is a blank, `___`."""
    known = _folded.get(word)
    if known is None:
        lowered = word.lower().replace("’", "'")
        if not lowered.isascii():
            lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)) or word
        known = _folded[word] = "___" if word[0] == "_" else lowered
    return known


_Cut = tuple[list[str], list[int], list[int], list[int]]


def plain_cut(text: str, folded: Mapping[str, str], fold: Callable[[str], str], abbreviations: Set[str]) -> _Cut:
    """The words of a text, where they begin and end, and what parts each from the word before: see `Words`."""
    pieces = _SPLIT.split(text)
    places = list(accumulate(map(len, pieces)))
    words = [folded.get(written) or fold(written) for written in pieces[1::2]]
    gaps = [0 if between == " " else _gap(between) for between in pieces[0:-1:2]]
    if gaps:
        gaps[0] = 0
    for number, gap in enumerate(gaps):
        # A stop inside a number or after an abbreviation ends no sentence.
        if gap == 2 and number:
            between = pieces[2 * number]
            if between[0] == "." and (between == "." or words[number - 1] in abbreviations):
                gaps[number] = 0
    return words, places[0:-1:2], places[1::2], gaps


def _gap(between: str) -> int:
    """How far two words are parted by what stands between them."""
    if _HARD.search(between):
        return 2
    return 1 if any(mark in between for mark in _SOFT) or _DASH.search(between) else 0


try:
    from udl_lint._speedups import cut
except ImportError:
    cut = plain_cut
