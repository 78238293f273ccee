"""What hedges, negations and placeholders do to what stands near them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from sys import maxsize

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
        hedges, negations = found.of("hedge"), found.of("negation")
        self.undone: dict[int, int] = {}
        """Tokens at which something is undone. A phrase that begins there is not where it holds a negation itself (“no Spanish”): with each
        token stands the end of the first negation from there on."""
        self.hedged: set[int] = set()
        """Tokens of sentences that are hedged: what is said there is at most faint."""
        gap = words.gap
        for first, last, _ in negations:
            for token in range(last, _sentence_end(gap, first, last + NEGATION_REACH)):
                following = bisect_left(negations, (token,))
                self.undone[token] = negations[following][1] if following < len(negations) else maxsize
        for first, _, _ in hedges:
            if first in self.hedged:
                continue
            start = first
            while start and gap[start] != _STOP:
                start -= 1
            self.hedged.update(range(start, _sentence_end(gap, first, len(gap))))


_STOP = 2
"""The gap before the first word of a sentence: see `Words`."""


def _sentence_end(gap: Sequence[int], word: int, limit: int) -> int:
    """The first word after this one that begins another sentence; `limit` or the end where that comes before."""
    end, limit = word + 1, min(limit, len(gap))
    while end < limit and gap[end] != _STOP:
        end += 1
    return end
