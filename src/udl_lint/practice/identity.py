"""Names and identifying details in what a candidate wrote, pointed out before anything leaves the folder.

It goes by looks: a capital letter in a word that our own lessons and rules never write small, a title, a number, an address. A name
written small is not seen, so the candidate reads the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from udl_lint.named import Named

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿĀ-ſ"
_WORD = re.compile(rf"[{_LETTERS}]+(?:['’-][{_LETTERS}]+)*")
_SHAPES = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("a web address", re.compile(r"(?:https?://|www\.)\S+")),
    ("an account", re.compile(r"(?<![\w@])@\w{2,}")),
    ("a date", re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")),
    ("a telephone or other number", re.compile(r"(?<![\w#])\+?\(?\d(?:[\d().\s-]{4,}\d|\d{4,})(?!\w)")),
    ("a person with a title", re.compile(rf"\b(?:Mr|Mrs|Ms|Mx|Dr|Sr|Sra|Srta|Miss|Maestra|Maestro|Profe)\b\.? +[{_LETTERS}]+")),
    ("a place or a school", re.compile(rf"(?:[A-ZÀ-Þ][{_LETTERS}.'’-]+ )+(?:School|Elementary|Academy|Street|Avenue|District|ISD)\b")),
    ("a place or a school", re.compile(r"\b(?:Escuela|Colegio|Calle|Avenida|Instituto|Distrito) +[A-ZÀ-Þ]\w+")),
    ("a room or a class", re.compile(r"\b(?:[Rr]oom|[Pp]eriod|[Ss]alón|[Aa]ula) +\d+\w*")),
)
_KNOWN = frozenset(
    """i english spanish american african asian european latino latina latinx hispanic indigenous wida siop udl ell ells el els iep 504 adhd
    tdah ses wi-fi youtube google monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december """.split()
)
"""Written with a capital letter, and no one's name."""
_FICTIONAL = frozenset({"amina", "diego", "jordan", "marisol", "priya"})


class Pointed(Named):
    """A detail in a text: the words and what they may be."""

    words: str
    what: str


def point_out(text: str) -> Iterator[Pointed]:
    """What may identify a person, in the order of the text, each once."""
    found: dict[tuple[int, int], str] = {}
    for what, shape in _SHAPES:
        for match in shape.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in found):
                found[match.span()] = what
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or any(start < match.end() and match.start() < end for start, end in found):
            continue
        plain = word.casefold().removesuffix("'s").removesuffix("’s")
        if plain in _KNOWN or plain in _FICTIONAL or (_begins_sentence(text, match.start()) and plain in vocabulary()):
            continue
        found[match.span()] = "a name"
    for start, end in sorted(found):
        yield Pointed(text[start:end], found[start, end])


def _begins_sentence(text: str, place: int) -> bool:
    """Whether a word stands where any word has a capital letter."""
    before = text[:place].rstrip(" \t\n\"“”‘'(¿¡*_-–")
    return not before or before[-1] in ".!?…:"


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Words that our lessons, rules and learners write small: they are no names, even where a sentence begins with them."""
    from udl_lint.store import RULES

    here = Path(__file__).parent
    small: set[str] = set()
    for path in sorted([*Path(RULES).rglob("*.yaml"), *here.rglob("*.yaml"), *here.rglob("*.md")]):
        text = path.read_text(encoding="utf-8")
        small.update(match[0] for match in _WORD.finditer(text) if match[0].islower())
    return frozenset(small)
