"""What a candidate says about a lesson before the tool speaks: lines, an area, how sure, and whom it stops."""

from __future__ import annotations

import re
from collections.abc import Iterable

from udl_lint.errors import UsageError
from udl_lint.named import Named
from udl_lint.practice.areas import AREAS
from udl_lint.practice.exercise import Lines
from udl_lint.practice.learners import LEARNERS
from udl_lint.wording import did_you_mean, shown

WHOLE = ("plan", "-")
"""Stand for the whole plan where a line would: something is lacking."""
LONGEST_NOTE = 400
_LINES = re.compile(r"([0-9]{1,6})(?:[-–]([0-9]{1,6}))?")
FORM = "Write it like this: 44 home-technology 4, or 26-28 representation 3 adhd -- a note, or plan support 2."


class Mark(Named):
    """One place that a candidate marks. `confidence` goes from 1 (a guess) to 5 (sure); `lines` is None for the whole plan."""

    lines: Lines | None
    area: str
    confidence: int
    learner: str = ""
    note: str = ""


def parse_mark(text: str, last: int, place: str = "", line: int | None = None) -> Mark:
    """A mark as it is written: `LINES AREA CONFIDENCE [LEARNER] [-- NOTE]`. `last` is the lesson's last line. Raises UsageError."""

    def wrong(message: str, hint: str = FORM) -> UsageError:
        return UsageError(message, place=place, line=line, hint=hint)

    words, _, note = text.partition(" -- ")
    parts = words.split()
    if not 3 <= len(parts) <= 4:
        raise wrong(f"{shown(text)!r} is no mark.")
    where, area, sure = parts[0].casefold(), parts[1].casefold(), parts[2]
    if area not in AREAS:
        raise wrong(f"{shown(parts[1])!r} is no area.", did_you_mean(area, AREAS) or f"Known: {', '.join(AREAS)}.")
    if sure not in ("1", "2", "3", "4", "5"):
        raise wrong(f"{shown(sure)!r} does not say how sure you are.", "1 is a guess, 5 is sure.")
    learner = parts[3].casefold() if len(parts) == 4 else ""
    if learner and learner not in LEARNERS:
        raise wrong(f"{shown(parts[3])!r} is no learner.", did_you_mean(learner, LEARNERS) or f"Known: {', '.join(LEARNERS)}.")
    if len(note.strip()) > LONGEST_NOTE:
        raise wrong(f"the note is longer than {LONGEST_NOTE} characters.", "One sentence is enough.")
    return Mark(None if where in WHOLE else _lines(where, last, wrong), area, int(sure), learner, " ".join(note.split()))


def _lines(text: str, last: int, wrong) -> Lines:  # type: ignore[no-untyped-def]
    found = _LINES.fullmatch(text)
    if found is None:
        raise wrong(f"{shown(text)!r} is no line.")
    first, end = int(found[1]), int(found[2] or found[1])
    if not 1 <= first <= end <= last:
        raise wrong(f"the lesson has no lines {shown(text)}.", f"Its lines go from 1 to {last}.")
    return first, end


def read_marks(lines: Iterable[str], last: int, place: str) -> list[Mark]:
    """The marks of a file, one a line; what begins with # is left out. Raises UsageError with the line."""
    texts = ((number, line.strip()) for number, line in enumerate(lines, 1))
    return [parse_mark(text, last, place, number) for number, text in texts if text and not text.startswith("#")]


def marks_form(title: str) -> str:
    """An empty file of marks, with what may be written in it."""
    told = [
        f"# What do you see in “{title}”? One mark a line, before you check:",
        "#   LINES AREA CONFIDENCE [LEARNER] [-- WHY]",
        "# LINES is 12, or 12-14, or plan where the whole plan lacks something. CONFIDENCE is 1 (a guess) to 5 (sure).",
        "# Areas:",
        *(f"#   {area.name}: {area.en}" for area in AREAS.values()),
        f"# Learners, where you know whom it stops: {', '.join(LEARNERS)}",
        "# For instance (without the #):",
        "#   12 language 4 newcomer -- the word is used before it is shown",
    ]
    return "".join(f"{line}\n" for line in told) + "\n"


def place_of(lines: Lines | None) -> str:
    """A place in words: `line 3`, `lines 3 to 5`, `the whole plan`."""
    if lines is None:
        return "the whole plan"
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]} to {lines[1]}"
