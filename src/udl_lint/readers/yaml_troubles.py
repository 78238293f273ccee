"""What is wrong with a lesson's YAML, in a teacher's words: what, on which line, and the one thing to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from udl_lint.lesson import Trouble
from udl_lint.patterns import lazy
from udl_lint.source import Source, Span

RULE = "input/yaml"
LONGEST_NAME = 40
"""Characters of a key that a message repeats at most."""

Kind = Literal["syntax", "alias", "self", "depth", "nodes", "unfolds"]
"""A slip of the pen, a `*` that names nothing, and four traps: a part within itself, too deep, too much, too much once unfolded."""

_LINE = lazy(r"[ \t]*(?:-[ \t]+)*(?:([^\s:#][^:#]{0,80}?|\"[^\"]*\"|'[^']*')[ \t]*:(?:[ \t]+|$))?(.*)")
_SECOND = lazy(r":(?=\s|$)")


class Refusal(Exception):  # noqa: N818 - it is what stopped the reading, and it always becomes a Trouble
    """Why YAML could not be read, with offsets in the source: `at` where it stopped, `since` where the broken thing begins."""

    def __init__(self, kind: Kind, at: int, since: int | None = None, problem: str = "") -> None:
        super().__init__(kind, at, since, problem)
        self.kind, self.at, self.since, self.problem = kind, at, since, problem

    @property
    def readable(self) -> bool:
        """Whether the lesson can still be read label by label: a slip of the pen, not a trap."""
        return self.kind in ("syntax", "alias")


def explain(source: Source, refusal: Refusal) -> Trouble:
    """The trouble that a refusal is."""
    number = source.position(min(refusal.at, len(source.text))).line
    if refusal.kind == "syntax":
        message, advice, number = _syntax(source, refusal, number)
    elif refusal.kind == "alias":
        message, advice = _starts_with("*", _name(source.line(number)), number), "Put the text in quotation marks."
    elif refusal.kind == "self":
        message, advice = f"Line {number} refers to a part that holds this very line.", "Write the text out instead of using *."
    elif refusal.kind == "depth":
        message, advice = f"Line {number} is nested more than 100 levels deep, so I did not read this file.", "Use fewer levels."
    elif refusal.kind == "nodes":
        message, advice = f"At line {number} there are more than 100,000 entries, so I did not read this file.", "Split it into lessons."
    else:
        message, advice = (
            f"Line {number} repeats other parts so often that I did not read this file.",
            "Write the text out instead of using *.",
        )
    rule = "input/too-deep" if refusal.kind == "depth" else RULE
    return Trouble(rule, message, advice, _line(source, number), "error")


def control_characters(source: Source, places: Sequence[int]) -> Trouble:
    """Characters that nobody can see, such as those that a copy from a PDF leaves behind."""
    first = places[0]
    more = f", and {len(places) - 1} more stand below" if len(places) > 1 else ""
    message = f"Line {source.position(first).line} holds a character that cannot be seen (U+{ord(source.text[first]):04X}){more}."
    return Trouble(RULE, message, "Delete it, or type the word again.", Span(first, first + 1))


def duplicate_keys(source: Source, first: Span, second: Span) -> Trouble:
    """One key twice in the same place: most programs would forget the first in silence."""
    lines = source.position(first.start).line, source.position(second.start).line
    message = (
        f"“{shorten(source.slice(second))}” stands twice, on line {lines[0]} and on line {lines[1]}; many programs keep only the last."
    )
    return Trouble(RULE, message, "Give one of them another name, or join them.", second)


def tags(places: Sequence[Span]) -> Trouble:
    """`!something` before a value."""
    more = f" ({len(places)} such marks in this file)" if len(places) > 1 else ""
    message = f"A value begins with “!”, which is an order to a program; I read it as plain text{more}."
    return Trouble(RULE, message, "Delete the word with “!”, or put the whole text in quotation marks.", places[0])


def nested_braces(source: Source, place: Span) -> Trouble:
    """`{{ name }}`, which a site generator fills in, or a list used as a key."""
    message = f"Line {source.position(place.start).line} has braces that YAML does not read as text."
    return Trouble(RULE, message, "Put the whole text in quotation marks.", _line(source, source.position(place.start).line))


def second_document(source: Source, at: int) -> Trouble:
    """Two plans in one file."""
    number = source.position(at).line
    message = f"A second plan begins below the --- on line {number}; I read only the first."
    return Trouble(RULE, message, "Keep one lesson in one file.", _line(source, number), "error")


def shorten(text: str) -> str:
    """A text as a message may repeat it: one line, at most 40 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_NAME else flat[: LONGEST_NAME - 1] + "…"


def _line(source: Source, number: int) -> Span:
    return source.trim(source.line_span(number))


def _name(line: str) -> str:
    match = _LINE.match(line)
    return shorten(match[1].strip("\"'")) if match and match[1] else ""


def _starts_with(mark: str, name: str, number: int) -> str:
    what = f"the text of “{name}” on line {number}" if name else f"the text on line {number}"
    return f"I cannot read {what}: it begins with {mark}, which means something else in YAML."


def _syntax(source: Source, refusal: Refusal, number: int) -> tuple[str, str, int]:
    """Message, advice and the line to show. Told from what stands there: the two parsers word their errors differently."""
    line_span = source.line_span(number)
    line = source.slice(line_span)
    since = None if refusal.since is None else min(refusal.since, max(0, len(source.text) - 1))
    opener = source.text[since : since + 1] if since is not None else ""
    begun = number if since is None else source.position(since).line
    match = _LINE.match(line)
    name, value = (shorten((match[1] or "").strip("\"'")), match[2]) if match else ("", line)
    what = f"“{name}”" if name else "the text"
    if "\t" in line[: len(line) - len(line.lstrip(" \t"))]:
        return (
            f"Line {number} begins with a tab, and YAML counts only spaces.",
            "Put spaces in its place, as on the lines around it.",
            number,
        )
    if opener in ("'", '"') and ("end of stream" in refusal.problem or "document" in refusal.problem):
        return (
            f"The quotation mark that opens on line {begun} is never closed.",
            f"Close it with another {opener} at the end of the text.",
            begun,
        )
    if "escape" in refusal.problem:
        return f"Line {number} has a backslash that YAML does not know.", "Use single quotation marks around the text.", number
    if opener in ("[", "{") or value[:1] in ("[", "{"):
        begun = begun if opener in ("[", "{") else number
        return (
            f"The bracket that opens on line {begun} is not closed, or a text in it needs quotation marks.",
            "Close it, or put the text in quotation marks.",
            begun,
        )
    if value[:1] in ("'", '"'):
        return (
            f"On line {number} the text of {what} goes on after its closing quotation mark.",
            "Put the whole text in quotation marks.",
            number,
        )
    if value[:1] and value[0] in "*&!%@`|>?,]}":
        return _starts_with(value[0], name, number), "Put the text in quotation marks.", number
    colons = [place.start() for place in _SECOND.finditer(line)]
    if "mapping values" in refusal.problem and any(line_span.start + place < refusal.at for place in colons):
        return (
            f"I cannot read {what} on line {number}: a second colon stands in its text.",
            "Put the whole text in quotation marks.",
            number,
        )
    if "entries" in refusal.problem:
        return f"On line {number} a list begins on the same line as its name.", "Begin the list on the next line.", number
    return (
        f"From line {number} on I cannot read the YAML: this line does not fit what stands above it.",
        "Line it up with the lines above, and put texts with a colon in quotation marks.",
        number,
    )
