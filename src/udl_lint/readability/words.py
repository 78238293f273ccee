"""What counts as a word of prose: not addresses, not symbols, not text in another script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from udl_lint.patterns import lazy

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿﬀ-ﬆ"
_LETTERS = rf"{_LATIN}\u0300-\u036f"

WORD = lazy(
    rf"""(?x)
      (?:[{_LATIN}]\.){{2,}}+(?![{_LATIN}])
    | [{_LATIN}0-9][{_LETTERS}0-9]*+ (?: (?:['.-]|(?<=[0-9])[,:/](?=[0-9])) [{_LETTERS}0-9]++ )*+
    """
)
"""`U.S.`, or a run of Latin letters and digits, joined by apostrophes, hyphens and inner full stops: `don't`, `well-known`, `1,000`."""

JOINTS = "'.-,:/"
"""What may join the parts of a word."""

_LATIN_LETTER = lazy(rf"[{_LATIN}]")
_OTHER_LETTER = lazy(rf"[^\W\d_{_LATIN}]")

_DOMAIN = lazy(r"\.(?:com|org|net|edu|gov|ly)(?![\w-])")
_ADDRESS = lazy(
    r"""(?x)
      (?<!\w) (?: (?:https?|ftp):// | www\. ) \S++
    | (?<![\w.+%-]) [\w.+%-]++ @ [\w-]++ (?:\.[\w-]++)++
    | (?<![\w.@-]) [\w-]+ (?:\.[\w-]+)* \.(?:com|org|net|edu|gov|ly) (?![\w-]) (?: [/?\#] \S*+ )?
    """
)
_AFTER_ADDRESS = ".,;:!?…)]}>\"'”’»"

_LONGEST_WORD = 45
"""Longer runs are codes or encoded data: no dictionary word of English or Spanish comes near it."""

_ALIKE = (*((c, "'") for c in "‘’ʼ＇"), *((c, "-") for c in "‐‑"), *((c, "") for c in "\u00ad\u200b\u200c\u200d\ufeff"))


def blank_addresses(text: str) -> str:
    """The text with web and e-mail addresses blanked out by spaces, of the same length. Nobody reads them aloud."""
    if "://" not in text and "www." not in text and "@" not in text and not _DOMAIN.search(text):
        return text
    return _ADDRESS.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    """Spaces for the address; the punctuation after it stays, since it may end the sentence."""
    found = match.group()
    address = found.rstrip(_AFTER_ADDRESS)
    return " " * len(address) + found[len(address) :]


def words_of(text: str) -> list[str]:
    """The words in a stretch of text without addresses, in lower case, with straight apostrophes and composed accents.

    A number, a date or a time is one word; so are a contraction, a hyphenated word and an abbreviation (Flesch 1979, chapter 2).
    Symbols, emoji, blanks to fill (`____`) and words without a Latin letter are none.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for written, meant in _ALIKE:
            text = text.replace(written, meant)
    words = WORD.findall(text.lower())
    if words and max(map(len, words)) > _LONGEST_WORD:
        return [word for word in words if len(word) <= _LONGEST_WORD]
    return words


def foreign_share(units: Iterable[str]) -> float:
    """The share of letters that are not Latin, from 0 to 1; 0 where there is no letter at all."""
    latin = other = 0
    for text in units:
        latin += len(_LATIN_LETTER.findall(text))
        if not text.isascii():
            other += len(_OTHER_LETTER.findall(text))
    return other / (latin + other) if other else 0.0
