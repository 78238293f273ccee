"""How hard a text is to read: sentences, syllables, counts and formulas for English and Spanish."""

from __future__ import annotations

from udl_lint.readability.counts import Counts, count
from udl_lint.readability.formulas import FORMULAS, Formula
from udl_lint.readability.grades import SENTENCE_LIMITS, band_for, direction_limit, grade_words, inflesz_floor, sentence_limit
from udl_lint.readability.measuring import HardSentence, Measured, NoFormula, NotLatin, TooShort, measure
from udl_lint.readability.sentences import split_sentences
from udl_lint.readability.syllables import english_syllables, spanish_syllables
from udl_lint.readability.words import words_of

__all__ = [
    "FORMULAS",
    "SENTENCE_LIMITS",
    "Counts",
    "Formula",
    "HardSentence",
    "Measured",
    "NoFormula",
    "NotLatin",
    "TooShort",
    "band_for",
    "count",
    "direction_limit",
    "english_syllables",
    "grade_words",
    "inflesz_floor",
    "measure",
    "sentence_limit",
    "spanish_syllables",
    "split_sentences",
    "words_of",
]
