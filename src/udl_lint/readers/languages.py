"""Which language a text is in: English, Spanish, another, or unknown."""

from __future__ import annotations

import re

from udl_lint.lesson import Language

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to in is that for it with as on are this be have from or by an they which you will their can students what how your we "
    "about each use at if not there when who into do".split()
)
_SPANISH = frozenset(
    "de la que el en los se del las por con una para es al lo como más o pero sus le ya este sí porque esta entre cuando muy sin sobre "
    "también me hasta hay donde los estudiantes un y qué cómo cada su son".split()
)
_ENOUGH = 20
"""Words below which a file's language is left unknown."""


def guess_language(text: str, enough: int = _ENOUGH) -> Language:
    """By the share of the commonest words of each language; `other` where neither shows and the text is long enough."""
    words = [word.lower() for word in _WORD.findall(text[:6000])]
    if len(words) < enough:
        return "unknown"
    english = sum(word in _ENGLISH for word in words) / len(words)
    spanish = sum(word in _SPANISH for word in words) / len(words)
    if max(english, spanish) < 0.08:
        return "unknown" if len(words) < 5 * enough else "other"
    return "en" if english >= spanish else "es"
