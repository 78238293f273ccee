"""How hard a passage is to read: the numbers, how sure they are, and the sentences that drive them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from udl_lint.errors import UsageError
from udl_lint.named import Named
from udl_lint.readability.counts import Counts, Sentence, known_terms, sentences_of, weigh
from udl_lint.readability.formulas import FORMULAS, Formula
from udl_lint.readability.words import foreign_share
from udl_lint.source import Span

FEWEST_WORDS = 50
"""Under this no formula says anything."""
SURE_WORDS = 100
"""From this many words on the confidence is normal: what the formulas' authors sampled."""
FOREIGN_SHARE = 0.2
"""Above this share of letters in another script the text is not measured."""
LOWEST_GRADE, HIGHEST_GRADE = 0.0, 18.0
"""Grades are held between these: kindergarten and the end of a master's degree. Beyond them the numbers mean nothing."""
ERROR = {"normal": 1.0, "low": 1.5}
"""Grades by which the number may well be off, by confidence. Our judgement, from how far formulas differ on one text."""

_DEFAULTS = {"en": ("flesch-kincaid", "coleman-liau"), "es": ("crawford", "inflesz")}
"""For each language the formula and the second opinion."""


class HardSentence(Named):
    """A sentence that drives the number: the index of its unit, its span within that unit, and its words."""

    unit: int
    span: Span
    words: int


class Measured(Named):
    """What was measured. A grade is None where the formula gives none, as INFLESZ does; the value is the formula's own number."""

    formula: str
    value: float
    grade: float | None
    second_formula: str | None
    second_value: float | None
    second_grade: float | None
    counts: Counts
    confidence: Literal["normal", "low"]
    hardest: tuple[HardSentence, ...]
    """At most two, the one first without which the text would be easiest."""
    range: tuple[float, float] | None
    """Lowest and highest grade that the text may well have; None where there is no grade."""


class TooShort(Named):
    """Too few words for any formula."""

    words: int

    @property
    def why(self) -> str:
        """In plain words, without a full stop."""
        return f"{self.words} words are too few to measure (it takes {FEWEST_WORDS})"


class NotLatin(Named):
    """Too much of the text is in another script. `share` of its letters, from 0 to 1."""

    share: float

    @property
    def why(self) -> str:
        """In plain words, without a full stop."""
        return "much of the text is not in Latin letters"


class NoFormula(Named):
    """The language is neither English nor Spanish, or unknown, and no formula for any language was named."""

    language: str

    @property
    def why(self) -> str:
        """In plain words, without a full stop."""
        return "reading level is known for English and Spanish only"


def measure(
    units: Sequence[str], language: str, formula: str = "flesch-kincaid", familiar: frozenset[str] = frozenset()
) -> Measured | TooShort | NotLatin | NoFormula:
    """Measure a passage: `units` are the prose of its paragraphs, list items and headings, with markup blanked out.

    A formula made for another language gives way to the language's own: Flesch-Kincaid in English, Crawford in Spanish. Words in
    `familiar` count two syllables at most. Raises UsageError for a formula that is not in `FORMULAS`.
    """
    if formula not in FORMULAS:
        raise UsageError(f"there is no readability formula “{formula}”", hint=f"Use one of {', '.join(FORMULAS)}.")
    share = foreign_share(units)
    if share > FOREIGN_SHARE:
        return NotLatin(share)
    names = _DEFAULTS.get(language, ())
    chosen = formula if FORMULAS[formula].fits(language) else names[0] if names else None
    if chosen is None:
        return NoFormula(language)
    sentences = list(sentences_of(units, language))
    terms = known_terms(familiar) if familiar else familiar
    weights = [weigh(sentence.words, 1, language, terms) for sentence in sentences]
    total = sum(weights, Counts())
    if total.words < FEWEST_WORDS:
        return TooShort(total.words)
    second = next((name for name in names if name != chosen), None)
    value = _value(FORMULAS[chosen], total, sentences)
    second_value = _value(FORMULAS[second], total, sentences) if second else None
    grade = _grade(FORMULAS[chosen], value)
    confidence: Literal["normal", "low"] = "normal" if total.words >= SURE_WORDS else "low"
    error = ERROR[confidence]
    return Measured(
        chosen,
        value,
        grade,
        second,
        second_value,
        None if second is None or second_value is None else _grade(FORMULAS[second], second_value),
        total,
        confidence,
        _hardest(FORMULAS[chosen], value, total, sentences, weights),
        None if grade is None else (_held(grade - error), _held(grade + error)),
    )


def _value(formula: Formula, counts: Counts, sentences: Sequence[Sentence]) -> float:
    """The formula's own number."""
    if formula.counted is not None:
        return formula.counted(counts)
    assert formula.borrowed is not None
    return formula.borrowed(" ".join(" ".join(sentence.words).replace(".", "") + "." for sentence in sentences))


def _grade(formula: Formula, value: float) -> float | None:
    """The school grade that a formula's number is, where it is one."""
    return _held(value) if formula.gives == "grade" else None


def _held(grade: float) -> float:
    """A grade between the lowest and the highest that means something."""
    return min(max(grade, LOWEST_GRADE), HIGHEST_GRADE)


def _hardest(
    formula: Formula, value: float, total: Counts, sentences: Sequence[Sentence], weights: Sequence[Counts]
) -> tuple[HardSentence, ...]:
    """The two sentences without which the text would be the easiest; by length for a formula that is not made of our counts."""

    def drive(index: int) -> float:
        rest = total - weights[index]
        if formula.counted is None or not rest.words:
            return float(weights[index].words)
        easier = value - formula.counted(rest)
        return -easier if formula.gives == "ease" else easier

    order = sorted(range(len(sentences)), key=lambda index: (-drive(index), index))
    return tuple(HardSentence(sentences[index].unit, sentences[index].span, weights[index].words) for index in order[:2])
