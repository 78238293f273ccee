"""Which language a text is in: English, Spanish, another, or unknown."""

from __future__ import annotations

from collections import Counter

from udl_lint.lesson import Language
from udl_lint.patterns import lazy

_WORD = lazy(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in is that for it with as on are this be have from or by an they which you will their can students what how your we "
    "about each use at if not there when who into do".split()
)
_SPANISH = frozenset(
    "de la que el en los se del las por con una para es al lo como más o pero sus le ya este sí porque esta entre cuando muy sin sobre "
    "también me hasta hay donde los estudiantes un y qué cómo cada su son".split()
)
_NEIGHBOURS = frozenset(
    "et les des du une dans pour qui sur pas est ce au aux avec leur leurs nous vous ils elles sont avez puis ou "  # French
    "não uma os das dos em é ao à são você vocês seus isso pelo pela até mais eles "  # Portuguese
    "il di che gli nel della delle dei degli alla sono anche è ogni questo "  # Italian
    "der und ist nicht ein eine mit für auf dem zu von werden sich das wir ihr sie im "  # German
    "els amb dels als més aquest aquesta seva".split()  # Catalan
)
"""The commonest words of languages that share many with Spanish or English, and that neither of them has."""
_LESSON_WORDS = frozenset(
    "lesson lessons objective objectives learning materials procedure assessment vocabulary homework student students teacher grade week "
    "worksheet class activity activities introduction warm minutes show draw write read practice review discussion".split()
)
"""Words by which a plan in catchwords is known as English: it has hardly any of the commonest words."""
_FEW_LESSON_WORDS = 3
_BEYOND_LATIN = "\u0250"
"""The first letter after those of Latin script."""
_ONLY_SPANISH = _SPANISH - {"a", "me", "no", "son", "es", "un", "y"}
_COMMONEST = _ENGLISH | _SPANISH | _NEIGHBOURS
_NONE: frozenset[str] = frozenset()
_ENOUGH = 20
"""Words below which a file's language is left unknown."""


def guess_language(text: str, enough: int = _ENOUGH) -> Language:
    """By the share of the commonest words of each language; `other` where neither shows and the text is long enough."""
    words = " ".join(_WORD.findall(text))
    return _language(common_words(words, _COMMONEST), words, enough)


_Common = tuple[int, int, list[str]]
"""How many words a text has, how many of them begin beyond Latin script, and the known ones in lower case."""


def _language(common: _Common, text: str, enough: int) -> Language:
    """The language of a text by its commonest words."""
    words, beyond, known = common
    if not words:
        return "unknown"
    if beyond * 2 > words:
        return "other"
    if words < enough:
        return "unknown"
    counted = Counter(known)
    english, spanish, others = (_count(counted, each) / words for each in (_ENGLISH, _SPANISH, _NEIGHBOURS))
    if max(english, spanish) < 0.08:
        if others <= english and english >= spanish and len(_LESSON_WORDS.intersection(text.lower().split())) >= _FEW_LESSON_WORDS:
            return "en"
        return "unknown" if words < 5 * enough else "other"
    if others > max(english, spanish):
        return "other"
    return "en" if english >= spanish else "es"


def _count(counted: Counter[str], known: frozenset[str]) -> int:
    return sum(map(counted.__getitem__, known.intersection(counted)))


_TASTE = 3_000
"""Characters at the beginning and at the end by which a file's languages are told."""
_SECOND = 0.03
"""Share of a language's commonest words from which a file may hold it beside another."""


def languages(text: str) -> tuple[Language, bool, int]:
    """The language of a whole file, whether English and Spanish may both be in it, and how many words it has, parted by white space."""
    taste, more = (text, 0) if len(text) <= _TASTE else _tasted(text)
    common = common_words(taste, _COMMONEST)
    words, _, known = common
    bilingual = words > 0 and all(len([word for word in known if word in each]) >= _SECOND * words for each in (_ONLY_SPANISH, _ENGLISH))
    return _language(common, taste, _ENOUGH), bilingual, words + more


def _tasted(text: str) -> tuple[str, int]:
    """The beginning and the end of a text, and how many words more than they the whole has."""
    end = max(_TASTE, len(text) - _TASTE)
    between = common_words(text[_TASTE:end], _NONE)[0]
    cut = [at for at in {_TASTE, end} if not (text[at - 1].isspace() or text[at].isspace())]
    return f"{text[:_TASTE]} {text[end:]}", between - len(cut)  # a word that is cut in two was counted twice


def plain_common_words(text: str, known: frozenset[str]) -> _Common:
    """Of the words of a text, parted by white space: how many, how many that begin beyond Latin script, the `known` ones in lower case."""
    words = text.lower().split()
    return len(words), len([word for word in words if word >= _BEYOND_LATIN]), [word for word in words if word in known]


try:
    from udl_lint._speedups import common_words
except ImportError:
    common_words = plain_common_words
