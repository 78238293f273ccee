"""What hedges, negations and placeholders do to what stands near them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, takewhile

from udl_lint.finding import Strength
from udl_lint.lexicon import Found, Words

NEGATION_REACH = 3
"""Words after “no” or “without” within which a thing is undone."""
TOLD_REACH = 12
"""Words after “read about” within which is told what a text says."""
SIGNALS = frozenset(("hedge", "negation", "placeholder", "told-of"))
"""Concepts that weaken or undo what stands near them; they are no mentions themselves."""


class Weakened:
    """Where in a text things are hedged or undone."""

    def __init__(self, words: Words, found: Found) -> None:
        self.told = {
            token
            for _, last, _ in found.of("told-of")
            for token in takewhile(lambda at: not words.gap[at], range(last, min(last + TOLD_REACH, len(words.gap))))
        }
        """Tokens in what a text tells: none of what a class does there happens."""
        hedges, self._negations = found.of("hedge"), found.of("negation")
        self.anything = bool(hedges or self._negations)
        """Whether anything in the text is."""
        if not self.anything:
            return
        sentence = list(accumulate([gap == 2 for gap in words.gap]))
        self._sentence = sentence
        self._hedged = {sentence[first] for first, _, _ in hedges}
        self._undone = {
            token
            for first, last, _ in self._negations
            for token in range(last, min(last + NEGATION_REACH, len(sentence)))
            if sentence[token] == sentence[first]
        }

    def strength(self, first: int, last: int, strength: Strength) -> Strength:
        """The strength of a phrase over the tokens `first` to `last`: 0 where it is undone, at most 1 where its sentence is hedged."""
        if first in self._undone and not self._negated_inside(first, last):
            return 0
        return 1 if strength and self._sentence[first] in self._hedged else strength

    def _negated_inside(self, first: int, last: int) -> bool:
        """Whether the phrase itself holds a negation (“no Spanish”), which then undoes nothing."""
        at = bisect_left(self._negations, (first,))
        return any(end <= last for _, end, _ in self._negations[at : at + 1])
