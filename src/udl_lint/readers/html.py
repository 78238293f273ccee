"""Blocks of HTML inside a lesson: headings, paragraphs, lists, tables, pictures and frames, with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from udl_lint.lesson import BlockKind, Link, Table, Trouble
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading
from udl_lint.readers.markup import blank
from udl_lint.readers.tags import note_embed, note_image
from udl_lint.readers.unclosed import open_tag
from udl_lint.source import Span

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_BREAKS = frozenset(("br", "hr"))
_UNSEEN = frozenset(("script", "style", "pre", "code", "template"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ENDS = {
    "li": ("li",),
    "p": ("p",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr", "td", "th"),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
}
"""Tags that may be left unclosed, and what each of them closes where no other box opened in between."""
_MUST_CLOSE = frozenset(("div", "details", "table", "section", "blockquote"))
_DECLARED = lazy(r"<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)", re.DOTALL)
_NO_TAG = lazy(r"<(?!/?[A-Za-z][^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+){0,100}+>)")
"""A `<` that opens no tag: the library's parser takes time without end over many of them."""
DEEPEST = 100
"""Tags that are kept open at once; what lies deeper keeps its text and counts as its surroundings."""


class Cell(Named):
    """The cell of an HTML table that is open."""

    label: str
    row: int
    column: int


class _Chunk(Named):
    """A piece of visible text and where it stands; `shown` is one character for an entity."""

    start: int
    end: int
    shown: str


class HtmlReader(HTMLParser):
    """Reads the HTML blocks of one text, one after the other; parts are appended to the draft in reading order.

    A table or a box stays open from one block to the next, as it does on a page.
    """

    def __init__(self, draft: Draft, level: int = 0) -> None:
        super().__init__(convert_charrefs=False)
        self.draft = draft
        self.level = level
        self._base = 0
        self._starts: list[int] = []
        self._chunks: list[_Chunk] = []
        self._unseen: list[str] = []
        self._open: list[tuple[str, Span]] = []
        self._link: tuple[int, str, list[str]] | None = None
        self._header: dict[int, str] = {}
        self._row = self._column = -1
        self._width = 1
        self._table_start = 0

    def block(self, base: int, text: str) -> None:
        """Read a text that stands in the source at offset `base`, with markers of lists and quotations left blank."""
        text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
        text = _DECLARED.sub(lambda match: blank(match.group()), text)
        text = _NO_TAG.sub(" ", text)
        self._base = base
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)
        self.reset()
        self.feed(text)
        self.close()
        self._flush()
        self._unseen.clear()
        self._link = None

    def inline(self, tag: str, span: Span, opens: bool) -> None:
        """A tag of a block within a paragraph."""
        if tag in _MUST_CLOSE:
            (self._push(tag, span) if opens else self._pop(tag))

    def cell(self) -> Cell | None:
        """The table cell that is open between two blocks, or None."""
        if not any(tag in ("td", "th") for tag, _ in self._open):
            return None
        return Cell(self._header.get(self._column, "") if self._row else "", self._row, self._column)

    def leave_table(self) -> None:
        """A heading in Markdown ends any table that is still open."""
        while self.cell() is not None:
            self._open.pop()

    def troubles(self) -> Iterator[Trouble]:
        """Boxes and tables that were never closed."""
        yield from (open_tag(tag, span) for tag, span in self._open if tag in _MUST_CLOSE)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._base + self._starts[line - 1] + column

    def _push(self, tag: str, span: Span) -> None:
        outermost = None
        for position in range(len(self._open) - 1, -1, -1) if tag in _ENDS else ():
            name = self._open[position][0]
            if name in _ENDS[tag]:
                outermost = position
            elif name not in _ENDS:
                break
        if outermost is not None:
            del self._open[outermost:]
        if len(self._open) < DEEPEST:
            self._open.append((tag, span))

    def _pop(self, tag: str) -> Span | None:
        """Close the innermost of these tags; returns where it was opened."""
        for position in range(len(self._open) - 1, -1, -1):
            name, span = self._open[position]
            if name == tag:
                del self._open[position:]
                return span
        return None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block or note an object."""
        values = dict(attrs)
        at = self._at()
        span = Span(at, at + len(self.get_starttag_text() or ""))
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if tag in _BLOCKS or tag in _BREAKS:
            self._flush()
        if tag in _BLOCKS:
            self._push(tag, span)
        if tag == "img":
            note_image(self.draft, span, values)
            if self._link:
                self._link[2].append(values.get("alt") or "")
        elif tag in ("iframe", "video", "audio", "embed", "object"):
            note_embed(self.draft, span, tag, values)
        elif tag == "a" and values.get("href"):
            self._link = (at, values["href"] or "", [])
        elif tag == "table":
            self._header, self._row, self._table_start = {}, -1, at
        elif tag == "tr":
            self._row, self._column, self._width = self._row + 1, -1, 1
        elif tag in ("td", "th"):
            self._column, self._width = self._column + self._width, _columns(values)
            if tag == "td" and self._row == 0:
                self._no_header()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As an opening tag that holds nothing."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close a block."""
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]
        if tag in _BLOCKS:
            self._flush()
            opened = self._pop(tag)
            if tag == "details" and opened:
                self.draft.boxes.append(Span(opened.start, self._at()))
        if tag == "a" and self._link:
            start, target, shown = self._link
            end = self.draft.source.text.find(">", self._at()) + 1 or len(self.draft.source.text)
            self.draft.links.append(Link(Span(start, end), " ".join(" ".join(shown).split()), target))
            self._link = None
        elif tag == "table" and self._row >= 0:
            end = self._at() + len("</table>")
            header = tuple(self._header.get(column, "") for column in range(max(self._header, default=-1) + 1))
            self.draft.tables.append(Table(Span(self._table_start, end), header, self._row))
            self._row = -1

    def _no_header(self) -> None:
        """The first row holds a plain cell, so that it is a row like the others and counts as the first below a header."""
        self._header, self._row = {}, 1
        for index in range(len(self.draft.parts) - 1, -1, -1):
            part = self.draft.parts[index]
            if not isinstance(part, DraftBlock) or part.row != 0 or part.span.start < self._table_start:
                break
            self.draft.parts[index] = part._replace(row=1)

    def handle_data(self, data: str) -> None:
        """Keep the text with its place."""
        if not self._unseen and data.strip():
            at = self._at()
            self._keep(_Chunk(at, at + len(data), data))

    def handle_entityref(self, name: str) -> None:
        """An entity such as `&eacute;` shows one character at its beginning."""
        self._entity(f"&{name};", len(name) + 1)

    def handle_charref(self, name: str) -> None:
        """As an entity, by its number."""
        self._entity(f"&#{name};", len(name) + 2)

    def _entity(self, written: str, length: int) -> None:
        shown = unescape(written)
        if not self._unseen and len(shown) == 1 and not shown.isspace():
            at = self._at()
            length += self.draft.source.text[at + length : at + length + 1] == ";"
            self._keep(_Chunk(at, at + length, shown))

    def _keep(self, chunk: _Chunk) -> None:
        self._chunks.append(chunk)
        if self._link:
            self._link[2].append(chunk.shown)

    def _flush(self) -> None:
        if not self._chunks:
            return
        span, text = self._text()
        self._chunks = []
        if not text.strip():
            return
        tags = [tag for tag, _ in self._open]
        inner = next((tag for tag in reversed(tags) if tag != "div"), "")
        if inner in _HEADINGS or inner == "summary":
            # A summary names what is folded away; it is no heading of the page.
            level = self.level + _HEADINGS.get(inner, 6)
            self.draft.parts.append(DraftHeading(span, " ".join(text.split()), level, marked=inner in _HEADINGS))
            return
        cell = self.cell()
        if cell and cell.row == 0:
            self._header |= dict.fromkeys(range(cell.column, cell.column + self._width), " ".join(text.split()))
        kind: BlockKind = "cell" if cell else "item" if "li" in tags else "quote" if "blockquote" in tags else "paragraph"
        depth = max(0, tags.count("ul") + tags.count("ol") - 1)
        place = (cell.row, None, cell.column) if cell else (None, None, None)
        self.draft.parts.append(DraftBlock(kind, span, text, depth, "unknown", cell.label if cell else "", *place))

    def _text(self) -> tuple[Span, str]:
        """The span of the chunks and what is seen of them, at the same length."""
        source = self.draft.source
        whole = Span(self._chunks[0].start, self._chunks[-1].end)
        prose = [c if c in "\r\n" else " " for c in source.slice(whole)]
        for chunk in self._chunks:
            at = chunk.start - whole.start
            for offset, character in enumerate(chunk.shown):
                if not character.isspace():
                    prose[at + offset] = character
        text = "".join(prose)
        lead = len(text) - len(text.lstrip())
        return Span(whole.start + lead, whole.start + len(text.rstrip())), text.strip()


def _columns(values: dict[str, str | None]) -> int:
    """How many columns a cell says that it covers."""
    written = (values.get("colspan") or "1").strip()
    return min(50, int(written)) if written.isascii() and written.isdigit() and int(written[:4]) else 1
