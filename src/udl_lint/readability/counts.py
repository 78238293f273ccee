"""The counts that readability formulas are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import add, sub

from udl_lint.named import Named
from udl_lint.readability.sentences import split_masked
from udl_lint.readability.syllables import english_syllables, spanish_syllables
from udl_lint.readability.words import JOINTS, blank_addresses, words_of
from udl_lint.source import Span

_SYLLABLES = {"en": english_syllables, "es": spanish_syllables}
FAMILIAR_SYLLABLES = 2
"""What a listed key term counts at most, since it is taught: required terms (photosynthesis) are not what makes directions hard."""


class Counts(Named):
    """How much of what a text holds. `letters` are letters and digits; `polysyllables` words of three or more syllables."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    letters: int = 0
    polysyllables: int = 0

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override] # counts are added up, not put one behind the other
        return Counts(*map(add, self, other))

    def __sub__(self, other: Counts) -> Counts:
        return Counts(*map(sub, self, other))


class Sentence(Named):
    """One sentence: which unit it stands in, its span there, and its words as `words_of` gives them; never without a word."""

    unit: int
    span: Span
    words: list[str]


def sentences_of(units: Sequence[str], language: str) -> Iterator[Sentence]:
    """Every sentence of every unit, in order. The end of a unit always ends a sentence."""
    for number, unit in enumerate(units):
        masked = blank_addresses(unit)
        for span in split_masked(unit, masked, language):
            words = words_of(masked[span.start : span.end])
            if words:
                yield Sentence(number, span, words)


def weigh(words: Sequence[str], sentences: int, language: str, terms: frozenset[str] = frozenset()) -> Counts:
    """The counts of that many sentences with these words. Syllables are 0 in a language other than English and Spanish.

    `terms` are words that count two syllables at most, as `known_terms` gives them.
    """
    together = "".join(words)
    letters = len(together) if together.isalnum() else len(together) - sum(map(together.count, JOINTS))
    if language not in _SYLLABLES:
        return Counts(len(words), sentences, 0, letters, 0)
    syllables = list(map(_SYLLABLES[language], words))
    if terms:
        syllables = [min(number, FAMILIAR_SYLLABLES) if word in terms else number for word, number in zip(words, syllables, strict=True)]
    return Counts(len(words), sentences, sum(syllables), letters, len([number for number in syllables if number > 2]))


def known_terms(familiar: frozenset[str]) -> frozenset[str]:
    """Each word of the listed terms with its plain plurals, as words are compared."""
    words = {word for term in familiar for word in words_of(term)}
    plurals = {word[:-1] + "ies" if word.endswith("y") else word + ending for word in words for ending in ("s", "es")}
    return frozenset(words | plurals)


def count(units: Sequence[str], language: str, familiar: frozenset[str] = frozenset()) -> Counts:
    """Counts over units: each the prose of one paragraph, list item or heading, with markup blanked out.

    `language` is `en`, `es` or another code. Words in `familiar` count two syllables at most and are no polysyllables.
    """
    words: list[str] = []
    sentences = 0
    for sentence in sentences_of(units, language):
        words += sentence.words
        sentences += 1
    return weigh(words, sentences, language, known_terms(familiar) if familiar else familiar)
