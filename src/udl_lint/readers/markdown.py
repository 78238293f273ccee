"""Markdown to a draft: markdown-it-py finds the blocks, every span is exact. Decides nothing about what a part is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from udl_lint.lesson import BlockKind, Image, Link, Table, Trouble
from udl_lint.patterns import lazy
from udl_lint.readers.blocks import NESTING, Blocks, Part, read_blocks
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, View
from udl_lint.readers.inline import Seen, look, pieces
from udl_lint.readers.markup import blank, note_comments, plain_lines, strip_site_markup
from udl_lint.readers.own_lines import fake_heading, may_be_numbered, own_lines
from udl_lint.readers.stretches import Stretch, heading_stretch, stretch
from udl_lint.readers.tables import rows, split_cells
from udl_lint.readers.unclosed import AT_MOST, first_opened, without_fences
from udl_lint.source import Source, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.readers.html import HtmlReader

_BULLET = lazy(r"\s*(?:[•·▪◦●○‣–—-]|\(?[0-9]{1,2}[.)]|\(?[A-Za-z][.)])\s+")
_BOX = lazy(r"\[[ xX]\](?=\s)")
_DEEPER = frozenset(("bullet_list_open", "ordered_list_open", "blockquote_open"))
_SHALLOWER = frozenset(("bullet_list_close", "ordered_list_close", "blockquote_close"))


def read_markdown(source: Source, draft: Draft, start: int = 0) -> None:
    """Append the parts of a Markdown file to the draft, from offset `start` (the end of the front matter) on."""
    text = note_comments(source, draft, strip_site_markup(source, draft, start))
    draft_view(plain_lines(source, text), draft)


def draft_view(view: View, draft: Draft, level: int = 0) -> None:
    """Append the parts of a view; headings count from `level` (0 for a file)."""
    blocks = _parse(view)
    for number in range(AT_MOST):
        opened = first_opened(view, blocks.parts, NESTING)
        if opened is None:
            break
        if opened.trouble.rule != "input/too-deep" or all(trouble.rule != "input/too-deep" for trouble in draft.troubles):
            draft.troubles.append(opened.trouble)
        view = opened.view
        if number == AT_MOST - 1:
            view = without_fences(view, opened.line)
        blocks = _parse(view)
    _Writer(view, draft, level, blocks).write()


def _parse(view: View) -> Blocks:
    return read_blocks("\n".join((*view.lines, "")))


class _Writer:
    """Walks the block tokens of one view and appends parts to the draft."""

    def __init__(self, view: View, draft: Draft, level: int, blocks: Blocks) -> None:
        self.view, self.draft, self.level, self.blocks = view, draft, level, blocks
        self.html: HtmlReader | None = None
        self.lists = 0
        self.quotes = 0
        self.number: int | None = None
        self.fresh = False

    def write(self) -> None:
        """Append every part, in reading order."""
        tokens = iter(self.blocks.parts)
        for token in tokens:
            kind = token.type
            if kind == "inline":
                self._paragraph(token)
            elif kind == "list_item_open":
                self.number = int(token.info) if token.info.isdigit() else None
                self.fresh = True
            elif kind == "heading_open":
                self._heading(next(tokens), token)
            elif kind == "table_open":
                self._table(token, tokens)
            elif kind == "html_block":
                self._html(token)
            elif kind in _DEEPER:
                self.lists += kind != "blockquote_open"
                self.quotes += kind == "blockquote_open"
            elif kind in _SHALLOWER:
                self.lists -= kind != "blockquote_close"
                self.quotes -= kind == "blockquote_close"
        if self.html is not None:
            self.draft.troubles += self.html.troubles()

    def _heading(self, token: Part, opening: Part) -> None:
        lines = token.map or (0, 1)
        marked = opening.markup.startswith("#")
        here = heading_stretch(self.view, token.content, lines[0]) if marked else stretch(self.view, token.content, lines)
        seen = self._look(token.content, here)
        text = " ".join(seen.visible.split())
        if text:
            if self.html is not None:
                self.html.leave_table()
            self.draft.parts.append(DraftHeading(here.span(), text, self.level + opening.depth))

    def _look(self, content: str, here: Stretch) -> Seen:
        """What is seen of a stretch; its links, images and tags are put into the draft with source spans."""
        seen = look(content, self.blocks.references)
        for link in seen.links:
            span = Span(here.at(link.start), here.at(link.end - 1) + 1)
            self.draft.links.append(Link(span, " ".join(link.text.split()), link.target, link.bare))
        for image in seen.images:
            span = Span(here.at(image.start), here.at(image.end - 1) + 1)
            alt = " ".join(image.alt.split())
            rest = self.draft.source.text[span.end : span.end + 20]
            decorative = image.title.lower() == "decorative" or rest.startswith("{.decorative}")
            self.draft.images.append(Image(span, image.target, alt or None, decorative))
        if seen.tags:
            self._tags(seen, here)
        return seen

    def _tags(self, seen: Seen, here: Stretch) -> None:
        """Pictures, players and links that HTML tags within a paragraph show."""
        from udl_lint.readers.tags import note_embed, note_image, tag_values

        link: tuple[int, str] | None = None
        for tag in seen.tags:
            name = re.split(r"[\s/>]", tag.text[1:12].lower().lstrip("/"), maxsplit=1)[0]
            span = Span(here.at(tag.start), here.at(tag.end - 1) + 1)
            opens = not tag.text.startswith("</")
            if name in ("img", "iframe", "video", "audio", "embed") and opens:
                _, values = tag_values(tag.text)
                (note_image(self.draft, span, values) if name == "img" else note_embed(self.draft, span, name, values))
            elif name == "a" and opens:
                target = tag_values(tag.text)[1].get("href")
                link = (tag.start, target) if target else None
            elif name == "a" and link:
                text = " ".join(seen.visible[link[0] : tag.start].split())
                self.draft.links.append(Link(Span(here.at(link[0]), span.end), text, link[1]))
                link = None
            else:
                self._reader().inline(name, span, opens)

    def _reader(self) -> HtmlReader:
        if self.html is None:
            from udl_lint.readers.html import HtmlReader

            self.html = HtmlReader(self.draft, self.level)
        return self.html

    def _paragraph(self, token: Part) -> None:
        content = token.content
        here = stretch(self.view, content, token.map or (0, 1))
        seen = self._look(content, here)
        kind: BlockKind = "quote" if self.quotes else "item" if self.fresh and self.lists else "paragraph"
        depth = (self.lists or self.quotes or 1) - 1
        number = self.number if kind == "item" else None
        if kind == "item" and seen.visible.startswith("[") and _BOX.match(seen.visible):
            seen = seen._replace(visible="   " + seen.visible[3:])
        self.number, self.fresh = None, False
        cell = self.html.cell() if self.html is not None else None
        may_be_heading = not self.lists and not self.quotes and ("#" in content or "＃" in content)
        for start, end in own_lines(content, seen.breaks):
            shown = seen.visible[start:end]
            core = shown.lstrip()
            if not core or (may_be_heading and self._fake_heading(here, start, content[start:end])):
                continue
            span, prose = here.prose(seen.visible, start, end)
            if cell is not None:
                self.draft.parts.append(DraftBlock("cell", span, prose, 0, "unknown", cell.label, cell.row, None, cell.column))
                continue
            mark = _BULLET.match(shown) if kind == "paragraph" and may_be_numbered(core) else None
            lone: BlockKind = "item" if mark and mark.end() < len(shown) else kind
            self.draft.parts.append(DraftBlock(lone, span, prose, depth, number=number))

    def _fake_heading(self, here: Stretch, start: int, piece: str) -> bool:
        """Take a line that looks like a heading as one."""
        found = fake_heading(piece.strip("\n"))
        if found is None:
            return False
        start += len(piece) - len(piece.lstrip("\n"))
        span = here.span(start + found.start, start + found.end)
        shown = look(here.content[start + found.start : start + found.end], self.blocks.references).visible
        self.draft.parts.append(DraftHeading(span, " ".join(shown.split()), self.level + found.level, marked=False))
        if found.odd:
            message = "This line looks like a heading, but its # or the space after that is of an unusual kind."
            self.draft.troubles.append(Trouble("input/odd-heading", message, "Type # and the space after it again.", span))
        return True

    def _table(self, token: Part, following: Iterator[Part]) -> None:
        first, end = token.map or (0, 0)
        header: list[str] = []
        last = -1
        for number, row in enumerate(rows(self.view, self.blocks, following)):
            last = number
            cells = split_cells(self.view.lines[row.line], row.column, len(header) if number else None)
            for column, (start, raw) in enumerate(cells):
                self._cell(raw, self.view.starts[row.line] + start, number, column, header)
        final = min(end, len(self.view.lines)) - 1
        span = Span(self.view.starts[first], self.view.starts[final] + len(self.view.lines[final]))
        self.draft.tables.append(Table(self.draft.source.trim(span), tuple(header), last))
        if end < len(self.view.lines) and self.view.lines[end].lstrip().startswith("|"):
            after = self.draft.source.trim(Span(self.view.starts[end], self.view.starts[end] + len(self.view.lines[end])))
            message = "The table ends here although this line looks like one of its rows."
            self.draft.troubles.append(Trouble("input/broken-table", message, "Check the row's bars.", after))

    def _cell(self, raw: str, at: int, row: int, column: int, header: list[str]) -> None:
        here = Stretch(self.draft.source, raw, (0,), (at,))
        seen = self._look(raw, here)
        if row == 0:
            header.append(" ".join(seen.visible.split()))
        label = header[column] if row and column < len(header) else ""
        for start, end in pieces(seen):
            span, prose = here.prose(seen.visible, start, end)
            core = prose.lstrip()
            if core:
                inner = Span(span.end - len(core), span.end)
                self.draft.parts.append(DraftBlock("cell", inner, core, 0, "unknown", label, row, None, column))

    def _html(self, token: Part) -> None:
        first, last = (token.map[0], min(token.map[1], len(self.view.lines))) if token.map else (0, 0)
        if first >= last:
            return
        lines = token.content.split("\n")
        shown: list[str] = []
        at = self.view.starts[first]
        for number, part in zip(range(first, last), lines, strict=False):
            line, core = self.view.lines[number], part.lstrip(" \t")
            begin = self.view.starts[number]
            shown += (blank(self.draft.source.text[at:begin]), " " * (len(line) - len(core)), core)
            at = begin + len(line)
        self._reader().block(self.view.starts[first], "".join(shown))
