"""The stream of parts that every reader yields, whatever the file's format, and from which a `Lesson` is put together."""

from __future__ import annotations

from collections.abc import Iterable

from udl_lint.lesson import Audience, BlockKind, Embed, Image, Link, Permit, Table, Trouble, Where
from udl_lint.named import Named
from udl_lint.source import Source, Span


class View(Named):
    """Lines of a source read as one text: the whole file, or the dedented lines of a YAML block scalar.

    `lines[i]` is as long as what stands in the source at offset `starts[i]` and holds no line end; what is no text may be blank in it, and
    a NUL is U+FFFD, as in what the Markdown library makes of it.
    """

    source: Source
    starts: tuple[int, ...]
    lines: tuple[str, ...]

    @classmethod
    def whole(cls, source: Source) -> View:
        """Every line of the source."""
        spans = [source.line_span(number) for number in range(1, source.line_count + 1)]
        return cls(source, tuple(span.start for span in spans), tuple(source.slice(span) for span in spans))


class DraftHeading(Named):
    """Opens a section. `marked`: the file says so by its own heading syntax (`#`, setext, `<h2>`, a YAML key)."""

    span: Span
    text: str
    level: int
    marked: bool = True


class DraftBlock(Named):
    """A block that does not know its section yet; fields as in `lesson.Block`."""

    kind: BlockKind
    span: Span
    prose: str
    depth: int = 0
    audience: Audience = "unknown"
    label: str = ""
    row: int | None = None
    number: int | None = None
    column: int | None = None
    """The table column of a cell, from 0."""


class Fact(Named):
    """A pair such as `grade: 4` from front matter, a YAML key, a label line or a table row. `label` as written."""

    label: str
    value: str
    span: Span
    """Of the value."""
    where: Where


class Draft:
    """What one file held, in reading order."""

    def __init__(self, source: Source, troubles: Iterable[Trouble] = (), permits: Iterable[Permit] = ()) -> None:
        self.source = source
        self.parts: list[DraftHeading | DraftBlock] = []
        self.facts: list[Fact] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.embeds: list[Embed] = []
        self.tables: list[Table] = []
        self.troubles: list[Trouble] = list(troubles)
        self.permits: list[Permit] = list(permits)
        self.boxes: list[Span] = []
        """Panels and folded parts: a section that a heading in one opens ends with it."""
