"""What would hide the rest of a lesson: code blocks, comments and tags that are never closed, and what is nested too deep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from udl_lint.lesson import Trouble
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.readers.blocks import Part
from udl_lint.readers.draft import View
from udl_lint.source import Span

AT_MOST = 6
"""Things left open that are looked for one by one; each costs another look at the whole text."""

_FENCE = lazy(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!`)(?=[^`\n]*$)|~{3,}(?!~))([^\n]*)", re.MULTILINE)
_FENCE_LINE = lazy(r"^" + _FENCE.pattern, re.MULTILINE)
_MANY_MARKS = lazy(r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])){40}")
_RAW_TAG = lazy(r"<(script|pre|style|textarea)(?=[\s>]|$)[^>\n]*>?", re.IGNORECASE)
_RAW_END = lazy(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)
_AS_IT_STANDS = frozenset(("fence", "html_block"))
_DECLARED = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"))


class Opened(Named):
    """The first thing in a view that hides what follows it: its trouble, and the view in which it no longer does."""

    trouble: Trouble
    view: View
    line: int
    """Its place in the view, from 0."""


def first_opened(view: View, tokens: Sequence[Part], limit: int) -> Opened | None:
    """What is nested deeper than the limit, else the first thing that nothing closes. Most texts have no token that could be either."""
    suspects = [token for token in tokens if token.type in _AS_IT_STANDS or token.level >= limit - 1]
    return (_too_deep(view, suspects, limit) or _first_unclosed(view, suspects)) if suspects else None


def _too_deep(view: View, tokens: Sequence[Part], limit: int) -> Opened | None:
    """The first list item or quotation that stands so deep that the library drops it and, with a list, all that follows it."""
    for token in tokens:
        if token.level >= limit - 1 and token.map and token.type in ("list_item_open", "blockquote_open"):
            first = token.map[0]
            end = first + 1
            while end < len(view.lines) and (not view.lines[end].strip() or _indent(view.lines[end]) > _indent(view.lines[first])):
                end += 1
            alike = (number for number in range(end, len(view.lines)) if _MANY_MARKS.match(view.lines[number]))
            message = "Lists or quotations are nested too deep here; what lies deeper was not read."
            trouble = Trouble("input/too-deep", message, "Use fewer levels.", _line(view, first), "error")
            return Opened(trouble, blank_lines(view, (*range(first, end), *alike)), first)
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _first_unclosed(view: View, tokens: Sequence[Part]) -> Opened | None:
    """The first code block, comment or raw tag that nothing closes, or None."""
    for token in tokens:
        if token.type in _AS_IT_STANDS and token.map is not None:
            found = _fence(view, token) if token.type == "fence" else _raw(view, token)
            if found is not None:
                return found
    return None


def without_fences(view: View, line: int) -> View:
    """The view with every line from `line` on that could open a code block left blank."""
    return blank_lines(view, (n for n in range(line, len(view.lines)) if _FENCE.match(view.lines[n])))


def blank_lines(view: View, numbers: Iterable[int]) -> View:
    """The view with some of its lines left blank, to the same length."""
    lines = list(view.lines)
    for number in numbers:
        lines[number] = " " * len(lines[number])
    return View(view.source, view.starts, tuple(lines))


def fences(text: str) -> Iterator[Span]:
    """The code blocks that are closed, as spans of the text; line ends of any kind."""
    found = list(_FENCE_LINE.finditer(text.replace("\r", "\n")))
    at = 0
    given_up = 0
    while at < len(found):
        mark = found[at].group(1)
        closing = next((n for n in range(at + 1, len(found)) if _closes(mark, found[n])), None)
        if closing is None:
            given_up += 1
            if given_up >= AT_MOST:
                return
            at += 1
        else:
            yield Span(found[at].start(), found[closing].end())
            at = closing + 1


def _closes(mark: str, match: re.Match[str]) -> bool:
    return match.group(1).startswith(mark) and not match.group(2).strip()


def _fence(view: View, token: Part) -> Opened | None:
    """A code block whose end is the end of what holds it. `content` has one line less when a closing line was found."""
    first, end = token.map or (0, 0)
    if token.content.count("\n") != end - first - 1 or not token.content.strip():
        return None
    span = _line(view, first)
    after = _FENCE.fullmatch(view.lines[end]) if end < len(view.lines) else None
    if after is not None and _closes(token.markup, after):
        message = "A code block opens here, and the line that closes it stands at another indent."
        trouble = Trouble("input/unclosed-code", message, "Indent both lines alike.", span)
        return Opened(trouble, blank_lines(view, range(first, end + 1)), first)
    message = "A code block opens here and is never closed."
    trouble = Trouble("input/unclosed-code", message, "Close it with the same three marks on a line.", span)
    return Opened(trouble, blank_lines(view, (first,)), first)


def _raw(view: View, token: Part) -> Opened | None:
    """A block of HTML that runs to the end because what it opens with has no counterpart."""
    first = token.map[0] if token.map else 0
    opening = token.content.lstrip(" \t")
    for mark, counterpart in _DECLARED:
        if opening.startswith(mark):
            return None if counterpart in opening[len(mark) :] else _hidden(view, first, mark, counterpart)
    tag = _RAW_TAG.match(opening)
    if tag is None or _RAW_END.search(opening):
        return None
    line = view.lines[first]
    at = line.index(tag.group())
    span = Span(view.starts[first] + at, view.starts[first] + at + len(tag.group()))
    name = tag.group(1).lower()
    lines = (*view.lines[:first], line.replace(tag.group(), " " * len(tag.group()), 1), *view.lines[first + 1 :])
    return Opened(open_tag(name, span), View(view.source, view.starts, lines), first)


def _hidden(view: View, line: int, mark: str, counterpart: str) -> Opened:
    span = _line(view, line)
    advice = f"Close it with {counterpart}."
    said = open_comment(span) if mark == "<!--" else Trouble("input/unclosed-tag", f"{mark} opens here and is never closed.", advice, span)
    return Opened(said, blank_lines(view, (line,)), line)


def open_tag(name: str, span: Span) -> Trouble:
    """What is said of a tag that is never closed."""
    return Trouble("input/unclosed-tag", f"<{name}> opens here and is never closed.", f"Close it with </{name}>.", span)


def open_comment(span: Span) -> Trouble:
    """What is said of a comment that is never closed."""
    return Trouble("input/unclosed-comment", "A comment opens here and is never closed.", "Close it with -->.", span)


def _line(view: View, number: int) -> Span:
    return view.source.trim(Span(view.starts[number], view.starts[number] + len(view.lines[number])))
