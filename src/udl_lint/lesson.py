"""A lesson as it was read: what it is, its sections, and the text in them. Only describes; judges nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Generic, Literal, TypeVar

from udl_lint.named import Named
from udl_lint.source import Source, Span

Value = TypeVar("Value")

Role = Literal[
    "meta", "goals", "standards", "materials", "procedure", "student", "assessment", "supports",
    "home", "family", "vocabulary", "notes", "answers", "other",
]  # fmt: skip
"""What a section is for. `student`: text for students' own eyes (handout, directions, reading passage). `notes`: for the
teacher alone, before or after teaching. `answers`: answer keys and possible responses. `meta`: title block, tables of facts."""

Audience = Literal["student", "teacher", "unknown"]
Setting = Literal["class", "home", "unknown"]
Language = Literal["en", "es", "other", "unknown"]
BlockKind = Literal["paragraph", "item", "cell", "quote"]


class Grade(Named):
    """Lowest and highest school year meant: -1 pre-kindergarten, 0 kindergarten, 1 to 12, 13 beyond school."""

    low: int
    high: int

    @property
    def band(self) -> str:
        """`K-2`, `3-5`, `6-8`, `9-12` or `other` (before kindergarten, beyond school); of two bands the lower one."""
        for last, band in ((-1, "other"), (2, "K-2"), (5, "3-5"), (8, "6-8"), (12, "9-12")):
            if self.low <= last:
                return band
        return "other"

    def __str__(self) -> str:
        names = {-1: "PK", 0: "K", 13: "adult"}
        low, high = names.get(self.low, str(self.low)), names.get(self.high, str(self.high))
        return low if low == high else f"{low}–{high}"


Where = Literal[
    "front matter", "label line", "table", "title", "heading", "text", "key", "folder or file name", "standard code", "configuration",
]  # fmt: skip


class Known(Named, Generic[Value]):
    """A fact about the lesson and where it was read. `span` is None when it does not stand in the text."""

    value: Value
    where: Where
    span: Span | None = None

    @property
    def stated(self) -> bool:
        """Whether the plan itself says it, as against a path, a standard's code or the configuration."""
        return self.where not in ("folder or file name", "standard code", "configuration")


class About(Named):
    """What the lesson is. None is an answer: it was not found."""

    title: Known[str] | None = None
    grade: Known[Grade] | None = None
    subject: Known[str] | None = None
    minutes: Known[int] | None = None
    language: Language = "unknown"
    words: int = 0
    """Words of prose in the whole file."""
    bilingual: bool = False
    """Whether both English and Spanish are written in it, so that each block has to be asked for its own."""


class Minutes(Named):
    """A stated duration in minutes: `low` and `high` differ for a range such as 10–15."""

    low: float
    high: float
    span: Span


class Link(Named):
    """A link or a bare address. `text` is what the reader sees, empty for a bare address in pointed brackets."""

    span: Span
    text: str
    target: str
    bare: bool = False


class Image(Named):
    """An image. `alt` is None when none is given at all; `decorative` when the author says that it only decorates."""

    span: Span
    target: str
    alt: str | None
    decorative: bool = False


class Embed(Named):
    """A video, audio or page shown inside the plan by markup (iframe, video, `{% include youtube %}`)."""

    span: Span
    kind: Literal["video", "audio", "page"]
    target: str


class Table(Named):
    """A table: its header cells (spans, empty texts included) and its rows of blocks' indices."""

    span: Span
    header: tuple[str, ...]
    rows: int


class Heading(Named):
    """What opens a section. `marked` is False when the file shows it by a bold line, a label or a bare line only."""

    span: Span
    text: str
    level: int
    marked: bool = True


class Block(Named):
    """A paragraph, list item, table cell or quotation.

    `prose` is the source text under `span` with markup blanked out by spaces to the same length, so that a match at `i`
    stands at `span.start + i` in the file. It may hold line ends. `depth` counts list or quotation nesting from 0.
    `audience` is set by a table column such as "Student activity"; `label` is the column's or row's heading, or the list
    item's own bold lead, where there is one. `row` numbers the table row that a cell stands in.
    """

    kind: BlockKind
    span: Span
    prose: str
    section: int
    depth: int = 0
    audience: Audience = "unknown"
    label: str = ""
    row: int | None = None
    minutes: Minutes | None = None
    language: Language = "unknown"
    number: int | None = None
    """The number of an item in an ordered list."""
    role: Role | None = None
    """What a table column or row says that its cells are for, where that differs from the section's role."""


class Section(Named):
    """One part of the plan, from its heading to the next. `span` covers heading and body; `path` the titles from the top."""

    index: int  # type: ignore[assignment]  # a tuple's own method of this name is of no use here
    span: Span
    heading: Heading | None
    title: str
    role: Role
    level: int
    path: tuple[str, ...] = ()
    parent: int | None = None
    audience: Audience = "unknown"
    setting: Setting = "unknown"
    minutes: Minutes | None = None
    own_role: bool = False
    """Whether its own heading gave the role, as against the section above it."""
    blocks: tuple[Block, ...] = ()


class Trouble(Named):
    """Something wrong with the file itself. Becomes a finding `input/…`; the rest of the lesson is still read."""

    rule: str
    message: str
    advice: str
    span: Span
    severity: Literal["error", "warning"] = "warning"


class Permit(Named):
    """A comment that begins with `udl-lint:`, as written. What it means is for `allow` to say."""

    span: Span
    text: str


class _Parts(Named):
    source: Source
    about: About
    sections: tuple[Section, ...]
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    embeds: tuple[Embed, ...] = ()
    tables: tuple[Table, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    permits: tuple[Permit, ...] = ()


_start = attrgetter("span.start")


class Lesson(_Parts):
    """One lesson plan. Sections stand in reading order; the first holds whatever comes before any heading."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Every block, in reading order."""
        return tuple(chain.from_iterable([section.blocks for section in self.sections]))

    @cached_property
    def _places(self) -> list[tuple[int, int, int]]:
        """Start, end and section of every block, by start: what follows a part that ends by itself belongs to the part around it."""
        return sorted([(*block.span, block.section) for block in self.blocks])

    def section_at(self, offset: int) -> Section:
        """The section of the block that an offset stands in; between blocks the last section that begins at or before it."""
        places = self._places
        number = bisect_left(places, (offset + 1, 0, 0)) - 1
        if number >= 0 and offset < places[number][1]:
            return self.sections[places[number][2]]
        return self.sections[max(0, bisect_right(self.sections, offset, key=_start) - 1)]
