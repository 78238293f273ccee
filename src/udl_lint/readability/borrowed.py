"""Formulas that are textstat's own, loaded only when one is asked for.

Only functions that count words, letters and sentences are called: textstat's syllables would fetch nltk's corpus over the network.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal


def mcalpine_eflaw(prose: str) -> float:
    """Index of English for those who learn it: to 20 very easy, 21–25 quite easy, 26–29 a little hard, 30 and more confusing.

    (words + words of up to three letters) / sentences. Source: Rachel McAlpine, *From Plain English to Global English*.
    """
    return _metric("mcalpine_eflaw", prose)


def lix(prose: str) -> float:
    """Index for any language in Latin letters, about 20 (very easy) to 60 (very hard): words/sentence + % of words over six letters.

    Source: Björnsson (1968), *Läsbarhet*.
    """
    return _metric("lix", prose)


def rix(prose: str) -> float:
    """Index for any language in Latin letters, about 0 (very easy) to 7 (college): words over six letters per sentence.

    Source: Anderson (1983), "Lix and Rix: variations on a little-known readability index", *Journal of Reading* 26(6), 490–496.
    """
    return _metric("rix", prose)


def _metric(name: Literal["mcalpine_eflaw", "lix", "rix"], prose: str) -> float:
    """The formula of that name in textstat."""
    return float(getattr(import_module("textstat.backend.metrics"), name)(prose))
