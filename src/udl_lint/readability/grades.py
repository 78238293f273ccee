"""What a grade may read: bands, limits for directions and sentences, and a grade level in words."""

from __future__ import annotations

_BANDS = ((2, 3, 1.98, 5.34), (4, 5, 4.51, 7.73), (6, 8, 6.51, 10.34), (9, 10, 8.32, 12.12), (11, 12, 10.34, 14.2))

LOWEST_DIRECTION_LIMIT = 2.0
"""No formula can tell directions below this grade apart."""

SENTENCE_LIMITS = {"K-2": 10, "3-5": 15, "6-8": 20, "9-12": 25}
"""Words in one sentence of directions, by band. Our judgement; plain-language guides advise 15 to 20 words on average."""


def band_for(grade: int, highest: int | None = None) -> tuple[float, float] | None:
    """The Flesch-Kincaid grade levels that texts for a grade span, or for grades from `grade` to `highest`.

    None for kindergarten, grade 1 and beyond grade 12, which have no band. Source: Common Core State Standards, *Supplemental
    Information for Appendix A* (2012), "Updated Text Complexity Grade Bands"; its numbers come from the Coh-Metrix version of the
    formula, so allow half a grade.
    """
    lows = [low for first, last, low, _ in _BANDS if first <= grade <= last]
    highs = [high for first, last, _, high in _BANDS if first <= (grade if highest is None else highest) <= last]
    return (lows[0], highs[0]) if lows and highs else None


def direction_limit(grade: int, margin: float = 0.0) -> float | None:
    """The grade level that directions for a grade should not pass: the grade plus `margin`, never under 2.0.

    None for kindergarten and grade 1, where a formula says nothing (look at the length of sentences), and beyond grade 12.
    Our judgement: directions should not be the challenge, so they should read at the grade or below.
    """
    return max(LOWEST_DIRECTION_LIMIT, grade + margin) if 2 <= grade <= 12 else None


def inflesz_floor(grade: int) -> int | None:
    """The INFLESZ score that Spanish directions for a grade should reach; None beyond grade 12. Our judgement."""
    for last, floor in ((5, 70), (8, 65), (12, 55)):
        if grade <= last:
            return floor
    return None


def sentence_limit(grade: int) -> int | None:
    """The most words that one sentence of directions for a grade should have; None beyond grade 12. See `SENTENCE_LIMITS`."""
    for last, band in ((2, "K-2"), (5, "3-5"), (8, "6-8"), (12, "9-12")):
        if grade <= last:
            return SENTENCE_LIMITS[band]
    return None


def grade_words(value: float) -> str:
    """A grade level as a teacher says it, never with a decimal: `about grade 7`, `grade 1 or below`, `college level`."""
    if value < 1.5:
        return "grade 1 or below"
    if value >= 12.5:
        return "college level"
    return f"about grade {int(value + 0.5)}"
