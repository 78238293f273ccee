"""Where one sentence ends and the next begins, in English and Spanish."""

from __future__ import annotations

import re

from udl_lint.patterns import lazy
from udl_lint.readability.words import WORD, blank_addresses
from udl_lint.source import Span

_MARK = lazy(
    r"""(?x)
      (?P<mark>[.!?…]++) (?P<closed>(?:[ ]{0,4}["'”’»)\]]++(?=\s|$))*+) (?=\s|$)
    | \. (?<=[a-záéíóúñ]{2}\.) (?=[A-ZÁÉÍÓÚÑ¿¡][a-záéíóúñ])   # a missing space
    | [\r\n] (?<!\r(?=\n)) [ \t]*+ (?=[\r\n•●▪◦○■□☐✓➢►])      # an empty line, or a bullet typed by hand
    """
)
_NEXT = lazy(r"\s*+[^\w\s]{0,6}+\s*+([^\W_]+)")

_TITLES = "dr dra mr mrs ms mx prof profa sr sra srta sres sto sta messrs rev gen lt sgt capt gov"
_NEVER = {
    "en": frozenset(f"{_TITLES} e.g i.e vs cf viz eg ie".split()),
    "es": frozenset(f"{_TITLES} lic ing arq gral ud uds vd vds ee ej p.ej vs cf dña".split()),
}
"""Abbreviations that need what follows them."""
_NUMBERED = frozenset(
    "p pp pg pgs pág págs no nos nro núm n.º art fig figs sec cap caps ch chap chaps vol vols eq ex lec ejer tel cl".split()
)
"""Abbreviations only where a number or a single letter follows: “No. 5”, “Fig. B”, against “I said no. Then …”."""
_EITHER = {
    "en": frozenset(
        "etc jr inc ltd co corp dept approx ave blvd rd min mins hr hrs ft yd yds oz lb lbs a.m p.m pm jan feb apr aug sept nov dec mon "
        "tues thurs fri".split()
    ),
    "es": frozenset("etc cía aprox máx mín min hrs av avda cm km kg dept depto a.m p.m a.c d.c ene feb abr ago sept oct nov dic".split()),
}
"""Abbreviations that may also close a sentence: they do when a capital follows."""
_BEFORE_NAMES = lazy(r"(?:[^\W\d_]\.)+[^\W\d_]|st|uu|ph\.d")
"""Abbreviations that often stand before a name, such as U.S.: they close a sentence only when a word that opens sentences follows."""
_OPENERS = frozenset(
    "the a an this that these those there it its he she they we you i in on at when while if but and so or for from to with as after "
    "before then next now what which why how who where our your their his her my no not all some many most each every both one students "
    "read write use draw look el la los las lo un una este esta estos estas ese esa en con por para cuando mientras si pero y luego "
    "después antes ahora qué cómo quién dónde él ella ellos ellas nosotros yo tú su sus mi mis no es hay al del se cada todos todas lee "
    "lean escribe escriban usa".split()
)
_LETTERED = frozenset(
    "vitamin plan option part group type grade point answer letter section exhibit step table choice list block team side box column line "
    "hepatitis vitamina opción parte grupo tipo punto letra sección paso tabla lista bloque equipo columna línea".split()
)
"""Words after which a single capital is a label and not an initial: “vitamin C. Oranges have it.”"""
_ONE_LETTER_WORDS = ("I", "A", "Y", "O")
_MARKER = lazy(r"[(\[]?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})$")


def split_sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text, in order, without the white space around them. A stretch without any word is none.

    A full stop after an abbreviation, an initial, a list's number or inside a number ends nothing; nor do `…`, a closing quote or a
    closing bracket when the next word goes on in small letters. An empty line ends a sentence, and so does a bullet typed by hand.
    `language` is `en`, `es` or another code, for which the abbreviations of both hold.
    """
    return split_masked(text, blank_addresses(text), language)


def split_masked(text: str, masked: str, language: str) -> list[Span]:
    """The same for a text of which `masked` is the copy with blank addresses."""
    spans: list[Span] = []
    begin = 0
    for match in _MARK.finditer(masked):
        if match["mark"] is not None and not _ends(masked, begin, match, language):
            continue
        end = match.end()
        if WORD.search(masked, begin, end):
            spans.append(_trimmed(text, begin, end))
        begin = end
    if WORD.search(masked, begin):
        spans.append(_trimmed(text, begin, len(text)))
    return spans


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _ends(text: str, begin: int, match: re.Match[str], language: str) -> bool:
    """Whether the mark ends the sentence that began at `begin`."""
    following = _NEXT.match(text, match.end())
    word = following.group(1) if following else ""
    goes_on = word[:1].islower()
    mark = match["mark"]
    if "!" in mark or "?" in mark:
        return not (goes_on and following and (match["closed"] or "—" in following.group()))
    if len(mark) > 1 or mark == "…":
        return not goes_on
    if goes_on and match["closed"]:
        return False
    before = text[max(begin, match.start() - 32) : match.start()]
    if not word or not before or before[-1].isspace():
        return True
    *earlier, last = before.split()
    token = last.strip("\"'“”‘’«»()[]¿¡").lower()
    if match.start() - begin <= 12 and not earlier and _MARKER.match(last):
        return False
    if last == "1" and earlier and earlier[-1][-1] in ":;":  # “Steps: 1. Read …”; the markers after it begin their sentence
        return False
    return _closes(token, last, earlier[-1] if earlier else "", word, language)


def _closes(token: str, written: str, previous: str, word: str, language: str) -> bool:
    """Whether a full stop after this word closes a sentence, given the words around it. `token` is `written` in small letters."""
    known = (language,) if language in _NEVER else tuple(_NEVER)
    opens = word.isdigit() or (word[0].isupper() and word.lower() in _OPENERS)
    if any(token in _NEVER[each] for each in known):
        return False
    lettered = len(word) == 1 and word.isupper() and word not in _ONE_LETTER_WORDS
    if token in _NUMBERED and (word.isdigit() or lettered):
        return False
    if any(token in _EITHER[each] for each in known):
        return word[0].isupper()
    if _BEFORE_NAMES.fullmatch(token):
        return opens and not word.isdigit()
    if len(token) == 1 and token.isalpha():
        if written[-1].islower():
            return word[0].isupper() and len(word) > 1
        if lettered or previous in ("a.", "d."):
            return opens
        return opens or word[0].islower() or previous.lower() in _LETTERED
    return True
