"""Words before a colon or in bold at the beginning of a text, by which plans name facts and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from udl_lint.named import Named
from udl_lint.patterns import lazy

LONG_LABEL = 6
"""Words that a label has at most."""
LONG_FACT = 25
"""Words that the value of a fact has at most."""

_LONGEST = 49
"""Characters of the longest label."""
_LABEL = lazy(rf"\s*(?:(?:[IVXivx]{{1,4}}|\d{{1,2}}|[A-Za-z])[.)]\s+)?([^\W\d_][^:\r\n.!?¿?]{{0,{_LONGEST - 1}}}?)\s*:(?!//)\s*")
_MARKS = frozenset("|·•;–—-/")
_MARK = lazy(r"\s*[|·•;]\s*|\s+[–—-]\s+|\s*/\s+|[ \t]{2,}(?=[^\W\d_][\w /()&-]{0,30}:)")
_NUMBER = lazy(r"(?:\d(?:st|nd|rd|th|[º°ª])?|\bk)\Z", re.IGNORECASE)
_BOLD_LEAD = lazy(r"^(?:[-•·▪*]\s+|\(?[0-9a-z]{1,2}[.)]\s+)?(?:\*\*|__)([^*\r\n]{1,60}?)(?:\*\*|__)")


class Label(Named):
    """A label without its colon, where it ends in its text, and where the text after it begins."""

    label: str
    last: int
    end: int


def label_of(prose: str) -> Label | None:
    """The few words before a colon with which a text begins, or None."""
    colon = prose.find(":")
    if colon < 0 or len(prose[:colon].strip()) > _LONGEST:
        return None
    match = _LABEL.match(prose)
    if match is None or len(match.group(1).split()) > LONG_LABEL:
        return None
    return Label(match.group(1).strip(), match.end(1), match.end())


def pieces(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The ranges between the marks by which a line parts several facts, as in `Grade: 4 | Time: 45 min`, from `start` on."""
    at = start
    for mark in _MARK.finditer(text, start) if not _MARKS.isdisjoint(text) or "  " in text or "\t" in text else ():
        if text[mark.end() : mark.end() + 1].isdigit() and mark[0].strip() in "–—-/" and _NUMBER.search(text, at, mark.start()):
            continue  # “3 - 5” is one value
        yield at, mark.start()
        at = mark.end()
    yield at, len(text)


def bold_lead(raw: str) -> str | None:
    """The bold words with which a text begins, as written in the file, without colon; or None."""
    lead = _BOLD_LEAD.match(raw) if "**" in raw or "__" in raw else None
    return lead.group(1).strip(" :.") if lead else None
