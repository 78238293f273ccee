"""A lesson and what was noticed in it: the only thing a check looks at."""

from __future__ import annotations

from typing import Literal

from udl_lint.finding import Strength
from udl_lint.lesson import Lesson
from udl_lint.named import Named
from udl_lint.reading.mentions import Mention, Mentions
from udl_lint.source import Span

__all__ = ["HomeItem", "Media", "Medium", "Mention", "Mentions", "Need", "Objective", "Passage", "Reading", "Route", "Segment"]

Need = Literal["none", "device", "internet", "high-bandwidth"]
Route = Literal["none", "equal", "unequal", "weak"]
Medium = Literal["", "video", "call", "globe", "pages"]
"""What a task outside class loads: a film, a live call, 3-D, pages of the web; empty for nothing."""
PassageType = Literal["directions", "reading", "question", "exit", "say"]


class Objective(Named):
    """One statement of what students will know or do. `verbs` are its leading verbs, lower case, as written."""

    span: Span
    verbs: tuple[str, ...]
    observable: bool | None
    """True or False where a known verb leads; None where none was recognised."""
    block: int
    aside: bool = False
    """Said in passing, while the plan lists its goals elsewhere."""


class HomeItem(Named):
    """One task outside class. `megabytes` is an estimate with its `assumption` in words; None where nothing is loaded."""

    span: Span
    need: Need
    route: Route
    submission: Literal["any", "online-only"] = "any"
    optional: bool = False
    live: bool = False
    megabytes: float | None = None
    assumption: str = ""
    why: Span | None = None
    """The words that create the need."""
    medium: Medium = ""
    minutes: float | None = None
    """How long it lasts, where the plan says so."""


class Passage(Named):
    """Text that students read or hear word for word."""

    span: Span
    type: PassageType
    blocks: tuple[int, ...]
    words: int


class Media(Named):
    """A film, recording or simulation, with its stated minutes if there are any. `student_made`: students make it."""

    span: Span
    kind: Literal["video", "audio", "simulation"]
    minutes: float | None = None
    student_made: bool = False


class Segment(Named):
    """A timed stretch of the procedure: a section, a list item or a table row with its own minutes."""

    span: Span
    title: str
    low: float
    high: float
    section: int
    blocks: tuple[int, ...]


class Reading(Named):
    """A lesson with everything that was noticed in it, each list in reading order."""

    lesson: Lesson
    mentions: Mentions
    objectives: tuple[Objective, ...] = ()
    home_items: tuple[HomeItem, ...] = ()
    passages: tuple[Passage, ...] = ()
    media: tuple[Media, ...] = ()
    segments: tuple[Segment, ...] = ()


def strongest(mentions: list[Mention]) -> Strength:
    """The highest strength among mentions, 0 for none."""
    return max((mention.strength for mention in mentions), default=0)
