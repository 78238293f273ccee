"""How many syllables a word has: English by rule and by the words where the rule is wrong, Spanish by rule alone."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cache, lru_cache

from udl_lint.patterns import lazy

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "english-syllables.txt")
"""Words that the English rule counts wrongly, counted as in the CMU Pronouncing Dictionary. `benchmarks/make_syllables.py` writes it."""

_VOWELS = lazy(r"[aeiouy]+")
_HIDDEN = lazy(
    r"""(?x)
      (?<![ct])ia(?!ns?$) | [ct]ia(?=t) | (?<![cst])ia(?=ns?$)   # di-al, ini-ti-ate, Indi-an; not spe-cial, Asian
    | io(?![nu]) | (?<=[bdlmprv])io(?=us)                        # radi-o, seri-ous; not nation
    | eo(?!us?) | iu | aue | ea$ | oa$ | [oe]i(?=ng$)            # vide-o, stadi-um, go-ing, see-ing
    | [cdlnrtx]ua                                                # actu-al, manu-al
    | i(?=e(?:rs?|st|ty|nc|nn|ll)(?!$) | e(?:r|rs|st)$)          # happi-er, soci-ety, sci-ence
    | (?<!^)y(?=[aeiou])(?!e[ds]?$|ards?$)                       # be-yond, play-er; not played
    | ^mc | sms?$                                                # Mc-Cue, pris-m
    | (?<=[bcdfgkptz])le[sd]?$ | (?<=l)ement                     # ta-ble, ele-ment
    | ^re(?=a[^cdlprstv]|a[sc][st]|in)                           # re-act, re-invent
    """
)
_SILENT = lazy(
    r"""(?x)
      (?<=[^aeiouy])e$ | (?<=[gq]u)e$                            # make, league
    | (?<=[^aeiouytd])ed$                                        # walked; not wanted
    | (?<=[^aeiouyszcgxj])(?<![cs]h)es$                          # makes; not boxes, wishes
    | (?<=[^aeiouy])e(?=ly$|ness|ment|ful|less|m[ae]n$|ways?$)   # safely, hopeful
    | ^(?:fore|home|some|eye|ware|house|life|white|george?)(?=.) # homework
    | icall(?=y)                                                 # basically
    """
)
_FIGURES = "0123456789.,:/-"
_HISSING = lazy(r"(?:[sxz]|[cs]h|[cgsz]e)$")


@cache
def _exceptions() -> dict[str, int]:
    """Word to syllables, read at the first English word. About 8,000 words."""
    found: dict[str, int] = {}
    with open(DATA, encoding="ascii") as file:
        lines = file.read().split("\n")
    for line in lines:
        if line and line[0] != "#":
            syllables, *words = line.split(" ")
            found.update(dict.fromkeys(words, int(syllables)))
    return found


def english_rule(word: str) -> int:
    """Syllables of a simple lower-case word by its groups of vowels: those that hide two syllables, less those that are silent."""
    return max(1, len(_VOWELS.findall(word)) + len(_HIDDEN.findall(word)) - len(_SILENT.findall(word)))


def english_by(exceptions: dict[str, int], word: str) -> int:
    """Syllables of a lower-case word: its own exception, else the sum of its parts, each by its exception or the rule."""
    known = exceptions.get(word)
    if known is not None:
        return known
    if not word.strip(_FIGURES):
        return 1
    if not word.isascii():
        return english_by(exceptions, "".join(c for c in unicodedata.normalize("NFKD", word) if c.isascii()))
    if "-" in word or "." in word:
        return sum(english_by(exceptions, part) for part in re.split(r"[-.]", word) if part)
    if word.endswith("'"):
        return english_by(exceptions, word[:-1])
    if word.endswith("'s"):
        return english_by(exceptions, word[:-2]) + bool(_HISSING.search(word[:-2]))
    return english_rule(word)


@lru_cache(maxsize=1 << 14)
def english_syllables(word: str) -> int:
    """Syllables of a lower-case English word; a number counts one, as figures do in Flesch (1979), *How to Write Plain English*, chapter 2.

    Equal to the first reading of every word in the CMU Pronouncing Dictionary (a few of them, such as `hmm`, have none).
    """
    return english_by(_exceptions(), word)


_SILENT_U = lazy(r"(?<=q)u(?=[eéiíoa])|(?<=g)u(?=[eéií])|(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])")
_NUCLEUS = lazy(
    r"""(?x)
      [iuüy]?[aeoáéóàèòâêôäëöãõå][iuüy]?   # ai-re, tie-rra, Pa-ra-guay, po-e-ta
    | i[uúüy] | [uü][iíy]                  # ciu-dad, rui-do, muy
    | [iuüyíúïìù]                          # dí-a, ba-úl, y
    """
)


@lru_cache(maxsize=1 << 14)
def spanish_syllables(word: str) -> int:
    """Syllables of a lower-case Spanish word by the rules of orthography; a number counts one.

    Two strong vowels and a stressed í or ú beside a strong vowel part (`po-e-ta`, `dí-a`); every other pair of vowels stays together
    (`ciu-dad`), also with an h between (`prohi-bir`). The u of `que`, `gui` is silent, that of `güe` is not. Source: Real Academia
    Española, *Ortografía de la lengua española* (2010), chapter II, 2.
    """
    if not word.strip(_FIGURES):
        return 1
    return sum(max(1, len(_NUCLEUS.findall(_SILENT_U.sub("", part)))) for part in re.split(r"[-.]", word) if part)
