"""Blocks of HTML inside a lesson: headings, paragraphs, lists, tables, pictures and frames, with exact spans."""

from __future__ import annotations

from html.parser import HTMLParser

from udl_lint.lesson import BlockKind, Embed, Image, Link, Table
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading
from udl_lint.readers.markup import media_kind
from udl_lint.source import LINE_END, Span

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul br".split()
)
_UNSEEN = frozenset(("script", "style", "pre", "code", "template"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class HtmlReader(HTMLParser):
    """Feeds a slice of the source that begins at offset `base`; parts are appended to the draft in reading order."""

    def __init__(self, draft: Draft, base: int, text: str, level: int = 0) -> None:
        super().__init__(convert_charrefs=False)
        self.draft = draft
        self.base = base
        self.text = text
        self.level = level
        self._line_starts = [0, *(match.end() for match in LINE_END.finditer(text.replace("\r", "\n")))]
        self._chunks: list[Span] = []
        self._unseen = 0
        self._open: list[str] = []
        self._link: tuple[int, str] | None = None
        self._header: list[str] = []
        self._row = self._column = -1
        self._in_head = False
        self._table_start = 0
        self.feed(text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd"))
        self.close()
        self._flush()

    def _at(self) -> int:
        line, column = self.getpos()
        return self.base + self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block or note an object."""
        values = dict(attrs)
        at = self._at()
        span = Span(at, at + len(self.get_starttag_text() or ""))
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self._flush()
            self._open.append(tag)
        if tag == "img":
            note_image(self.draft, span, values)
        elif tag in ("iframe", "video", "audio", "embed", "object"):
            note_embed(self.draft, span, tag, values)
        elif tag == "a" and values.get("href"):
            self._link = (at, values["href"] or "")
        elif tag == "table":
            self._header, self._row, self._table_start = [], -1, at
        elif tag == "tr":
            self._row, self._column = self._row + 1, -1
            self._in_head = False
        elif tag in ("td", "th"):
            self._column += 1
            self._in_head = tag == "th" and self._row == 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As an opening tag that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag in _UNSEEN:
            self._unseen -= 1

    def handle_endtag(self, tag: str) -> None:
        """Close a block."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self._flush()
            if tag in self._open:
                while self._open and self._open.pop() != tag:
                    pass
        if tag == "a" and self._link:
            start, target = self._link
            end = self._at() + len("</a>")
            shown = "".join(self.draft.source.slice(span) for span in self._chunks if span.start > start).strip()
            self.draft.links.append(Link(Span(start, end), shown, target))
            self._link = None
        elif tag == "table" and self._row >= 0:
            self.draft.tables.append(Table(Span(self._table_start, self._at()), tuple(self._header), self._row + (not self._header)))

    def handle_data(self, data: str) -> None:
        """Keep the text with its place."""
        if not self._unseen and data.strip():
            at = self._at()
            self._chunks.append(Span(at, at + len(data)))

    def _flush(self) -> None:
        if not self._chunks:
            return
        source = self.draft.source
        span = source.trim(Span(self._chunks[0].start, self._chunks[-1].end))
        prose = [c if c in "\r\n" else " " for c in source.slice(span)]
        for chunk in self._chunks:
            start, end = max(chunk.start, span.start), min(chunk.end, span.end)
            prose[start - span.start : end - span.start] = source.text[start:end]
        text = "".join(prose)
        self._chunks = []
        if not text.strip():
            return
        inner = next((tag for tag in reversed(self._open) if tag not in ("br", "div", "hr")), "")
        if inner in _HEADINGS or inner == "summary":
            self.draft.parts.append(DraftHeading(span, " ".join(text.split()), self.level + _HEADINGS.get(inner, 6)))
            return
        if self._in_head:
            self._header.append(" ".join(text.split()))
            return
        cell = "td" in self._open or "th" in self._open
        kind: BlockKind = "cell" if cell else "item" if "li" in self._open else "quote" if "blockquote" in self._open else "paragraph"
        label = self._header[self._column] if cell and 0 <= self._column < len(self._header) else ""
        depth = max(0, self._open.count("ul") + self._open.count("ol") - 1)
        place = (self._row, None, self._column) if cell else (None, None, None)
        self.draft.parts.append(DraftBlock(kind, span, text, depth, "unknown", label, *place))


def note_image(draft: Draft, span: Span, values: dict[str, str | None]) -> None:
    """An `<img>`: `alt=""` or a presentational role says that it only decorates."""
    alt = (values.get("alt") or "") if "alt" in values else None
    decorative = alt == "" or values.get("role") in ("presentation", "none") or values.get("aria-hidden") == "true"
    draft.images.append(Image(span, values.get("src") or "", alt, decorative))


def note_embed(draft: Draft, span: Span, tag: str, values: dict[str, str | None]) -> None:
    """A frame or player."""
    target = values.get("src") or values.get("data") or ""
    kind = tag if tag in ("video", "audio") else media_kind(f"{target} {values.get('title') or ''}") or "page"
    draft.embeds.append(Embed(span, "video" if kind == "video" else "audio" if kind == "audio" else "page", target))
