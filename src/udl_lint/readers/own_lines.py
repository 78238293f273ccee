"""Lines of a paragraph that stand for themselves, as teachers type them: labels, bullets of all kinds, headings that miss a space."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from udl_lint.named import Named
from udl_lint.patterns import lazy

_ODD = "\v\f\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Spaces that look like one and do not make a heading of `#`."""
_CLOSE_HEADING = lazy(r"[ \t]{0,3}(?P<marks>#{1,6})(?P<text>[^\s#\d][^\n]*)")
_ODD_HEADING = lazy(rf"[ \t]{{0,3}}(?P<marks>#{{1,6}}(?=[{_ODD}])|＃{{1,6}})[{_ODD} \t]*(?P<text>[^\s#＃{_ODD}][^\n]*)")
_BULLETS = "•·▪◦●○‣–—"
_LIST_MARKS = _BULLETS + "-("
_NUMBERED = lazy(r"\(?(?:[0-9]{1,2}|[A-Za-z])[.)][ \t]")
_TIMED = lazy(r"\(?(?:\d{1,2}:\d{2}\s?(?:[ap]m)?\s?[-–—]\s?\d|\d{1,3}(?:\s?[-–—]\s?\d{1,3})?\s?(?:min|minutes|mins|minutos|['’′])(?!\w))")
"""“9:00-9:10 Warm up” and “10 min: warm up”: a step of an agenda."""
_LABELLED = lazy(r"[A-ZÁÉÍÓÚÑ¿¡][\w ()/&'’-]{1,30}:(?=[ \t]|\Z)")
_LABELLED_IN_BOLD = lazy(r"(?:\*\*|__)[^*_\n]{1,60}(?::[ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*[:–—-])")
_BOLD_LINE = lazy(r"[ \t]*(?:\*\*|__)(?=[A-ZÁÉÍÓÚÑ¿¡0-9])[^*_\n]{1,80}(?:\*\*|__)[ \t]*:?[ \t]*(?=\n|\Z)")
_LONG_HEADING = 12
_SHOUTED_WORD = 5
"""Letters of a word that is no abbreviation."""
_FIRST_PICTURE = "\u2190"
"""No letter of a Latin alphabet comes after it."""


class FakeHeading(Named):
    """A line that looks like a heading: the level, where its text stands in the line, and whether an odd space spoils it."""

    level: int
    start: int
    end: int
    odd: bool


def fake_heading(line: str) -> FakeHeading | None:
    """`##Homework`, or `#` with a space of an unusual kind; None for every other line, a `#hashtag` among them."""
    if line.lstrip(" \t")[:1] not in ("#", "＃") or len(line.split()) > _LONG_HEADING:
        return None
    odd = _ODD_HEADING.fullmatch(line)
    match = odd or _CLOSE_HEADING.fullmatch(line)
    if match is None or (not odd and len(match["marks"]) == 1 and len(line.split()) == 1):
        return None
    end = match.end("text") - len(match["text"]) + len(match["text"].rstrip())
    return FakeHeading(len(match["marks"]), match.start("text"), end, odd is not None)


def pictured_heading(line: str) -> bool:
    """Whether a short line begins with a picture, as headings do in plans that were pasted from a site: “📚 Welcome!”."""
    core = line.lstrip(" \t")
    if core[:1] < _FIRST_PICTURE or core[:1] in _BULLETS or unicodedata.category(core[0]) != "So":
        return False
    return 1 < len(core.split()) <= _LONG_HEADING // 2 + 1 and not core.rstrip().endswith((".", "?", ",", ";"))


def _is_shouted(line: str, following: str) -> bool:
    """Whether a short line is all capitals, as headings of typed plans are, and what follows is not."""
    if not line.isupper() or following.isupper() or len(line.split()) > _LONG_HEADING // 2 or line.rstrip().endswith((".", ",", ";", "?")):
        return False
    return max(map(len, line.split())) >= _SHOUTED_WORD


def may_be_marked(core: str) -> bool:
    """Whether a line, from its first letter or mark on, could be a bullet, a number, a letter of a list or a label: most are plain text."""
    return not core[:1].isalpha() or core[1:2] in (".", ")") or ":" in core[:33]


def may_be_numbered(core: str) -> bool:
    """Whether a line, from its first letter or mark on, could be a bullet, a number or a letter of a list."""
    return core[:1] in _LIST_MARKS or core[:1].isdigit() or core[1:2] in (".", ")")


def _is_marked(core: str) -> bool:
    """Whether it is one. Each kind is only looked for where the first letters leave it."""
    if core[:1] in _BULLETS:
        return core[1:2] in (" ", "\t")
    if core[:2] in ("**", "__"):
        return _LABELLED_IN_BOLD.match(core) is not None
    if (core[:1].isdigit() or core[:1] == "(") and _TIMED.match(core):
        return True
    if (")" in core[:4] or "." in core[:4]) and _NUMBERED.match(core):
        return True
    return ":" in core[:33] and _LABELLED.match(core) is not None


def own_lines(content: str, breaks: Sequence[int]) -> Sequence[tuple[int, int]]:
    """The ranges of a paragraph that stand as lines of their own: after a forced break, or where a label or bullet begins a line."""
    if not breaks and "\n" not in content:
        return ((0, len(content)),)
    cuts = {0, *breaks}
    begin = 0
    while begin <= len(content):
        end = content.find("\n", begin)
        end = len(content) if end < 0 else end
        line = content[begin:end]
        core = line.lstrip(" \t")
        alone = _BOLD_LINE.match(content, begin) if core[:2] in ("**", "__") else fake_heading(line) or pictured_heading(line)
        alone = alone or (core[:2].isupper() and end < len(content) and _is_shouted(core, content[end + 1 : end + 1 + _LONG_HEADING]))
        if begin and (alone or (may_be_marked(core) and _is_marked(core)) or line.count(" | ") > 1):  # a row without the rest of a table
            cuts.add(begin - 1)
        if alone and end < len(content):
            cuts.add(end)
        begin = end + 1
    ordered = sorted(cuts)
    return list(zip(ordered, [*ordered[1:], len(content)], strict=True))
