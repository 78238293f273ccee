"""Markdown to a draft: markdown-it-py finds the blocks, every span is exact. Decides nothing about what a part is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from udl_lint.lesson import BlockKind, Image, Link, Table, Trouble
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, View
from udl_lint.readers.html import HtmlReader, note_embed, note_image
from udl_lint.readers.inline import PositionedInline, Seen, look, pieces
from udl_lint.readers.markup import blank, note_comments, plain_lines, strip_site_markup, tag_values
from udl_lint.source import Source, Span

BLOCK_NESTING = 100
"""Above this depth the library drops text in silence; at 20, its default, ordinary nested lists lose their end."""
INLINE_NESTING = 20
"""The cost of hostile brackets grows with this number."""

_FAKE_HEADING = re.compile(r"^\s{0,3}(#{1,6})([^\s#\d][^\n]*)$")
_ODD_SPACE = re.compile(r"^#{1,6}[\u00a0\u200b\u3000\u2002\u2003]")
_OWN_LINE = re.compile(r"^\s*(?:\*\*|__|[•·▪◦●○‣–—]\s|\(?[0-9]{1,2}[.)]\s|\(?[A-Za-z][.)]\s|[A-ZÁÉÍÓÚÑ][\w ()/&'-]{1,30}:\s)")
_BULLET = re.compile(r"^\s*(?:[•·▪◦●○‣–—-]|\(?[0-9]{1,2}[.)]|\(?[A-Za-z][.)])\s+")


@cache
def parser() -> MarkdownIt:
    """The library's parser as this reader uses it: CommonMark, tables, strikethrough; no indented code (teachers indent prose)."""
    made = MarkdownIt("commonmark", {"maxNesting": BLOCK_NESTING}).enable(["table", "strikethrough"]).disable(["code"])
    made.inline = PositionedInline()
    made.inline.ruler.enableOnly(
        ["text", "newline", "escape", "backticks", "strikethrough", "emphasis", "link", "image", "autolink", "html_inline", "entity"]
    )
    made.core.ruler.enableOnly(["normalize", "block"])
    made.core.ruler.before("normalize", "block_nesting", lambda state: _nest(state, BLOCK_NESTING))
    made.core.ruler.after("block", "inline_nesting", lambda state: _nest(state, INLINE_NESTING))
    made.core.ruler.enable(["block_nesting", "inline_nesting"])
    return made


def _nest(state: StateCore, limit: int) -> None:
    state.md.options["maxNesting"] = limit


def read_markdown(source: Source, draft: Draft, start: int = 0) -> None:
    """Append the parts of a Markdown file to the draft, from offset `start` (the end of the front matter) on."""
    text = note_comments(source, draft, strip_site_markup(source, draft, start))
    draft_view(plain_lines(source, text), draft)


def draft_view(view: View, draft: Draft, level: int = 0) -> None:
    """Append the parts of a view; headings count from `level` (0 for a file)."""
    environment: dict[str, Any] = {}
    tokens = parser().parse("\n".join(view.lines), environment)
    unclosed = _unclosed(view, tokens)
    if unclosed is not None:
        line = view.lines[unclosed]
        span = Span(view.starts[unclosed], view.starts[unclosed] + len(line))
        draft.troubles.append(
            Trouble(
                "input/unclosed-code", "A code block opens here and is never closed.", "Close it with the same three marks on a line.", span
            )
        )
        draft_view(_without_line(view, unclosed), draft, level)
        return
    _Writer(view, draft, level, environment.get("references", {})).write(tokens)


def _unclosed(view: View, tokens: list[Token]) -> int | None:
    """The line of a code fence that nothing closes and that hides prose after it, or None."""
    for token in tokens:
        if token.type == "fence" and token.map and token.map[1] >= len(view.lines) and token.level == 0:
            last = next((line for line in reversed(view.lines) if line.strip()), "").strip()
            if last.strip(token.markup[0]) or len(last) < len(token.markup) or token.map[1] - token.map[0] < 2:
                return token.map[0]
    return None


def _without_line(view: View, index: int) -> View:
    lines = (*view.lines[:index], " " * len(view.lines[index]), *view.lines[index + 1 :])
    return View(view.source, view.starts, lines)


class _Writer:
    """Walks the block tokens of one view and appends parts to the draft."""

    def __init__(self, view: View, draft: Draft, level: int, references: dict[str, Any]) -> None:
        self.view, self.draft, self.level, self.references = view, draft, level, references
        self.lists = 0
        self.quotes = 0
        self.number: int | None = None
        self.fresh = False

    def write(self, tokens: list[Token]) -> None:
        """Append every part, in reading order."""
        index = 0
        deepest = 0
        while index < len(tokens):
            token = tokens[index]
            kind = token.type
            if token.level > deepest:
                deepest = token.level
            if kind in ("bullet_list_open", "ordered_list_open"):
                self.lists += 1
            elif kind in ("bullet_list_close", "ordered_list_close"):
                self.lists -= 1
            elif kind == "list_item_open":
                self.number = int(token.info) if token.info.isdigit() else None
                self.fresh = True
            elif kind == "blockquote_open":
                self.quotes += 1
            elif kind == "blockquote_close":
                self.quotes -= 1
            elif kind == "heading_open":
                index += 1
                self._heading(tokens[index], int(token.tag[1]))
            elif kind == "table_open":
                index = self._table(tokens, index)
            elif kind == "html_block":
                self._html(token)
            elif kind == "inline":
                self._paragraph(token)
            index += 1
        if deepest >= BLOCK_NESTING - 2:
            self._too_deep(tokens)

    def _too_deep(self, tokens: list[Token]) -> None:
        token = next(token for token in tokens if token.level >= BLOCK_NESTING - 2)
        line = next((t.map[0] for t in (token, *tokens) if t.map), 0)
        span = Span(self.view.starts[line], self.view.starts[line] + len(self.view.lines[line]))
        self.draft.troubles.append(
            Trouble(
                "input/too-deep",
                f"Lists or quotations are nested more than {BLOCK_NESTING // 2} deep here; what lies deeper was not read.",
                "Use fewer levels.",
                span,
                "error",
            )
        )

    def _offsets(self, token: Token) -> tuple[list[int], list[int]]:
        """For each line of an inline token's content: where it begins in the content, and what to add to get a source offset."""
        first = token.map[0] if token.map else 0
        while first + 1 < len(self.view.lines) and not self.view.lines[first].strip():
            first += 1  # the library drops leading lines that hold nothing but unusual spaces
        begins: list[int] = []
        shifts: list[int] = []
        at = 0
        for offset, line in enumerate(token.content.split("\n")):
            number = min(first + offset, len(self.view.lines) - 1)
            shown = self.view.lines[number]
            core = line.strip(" \t")
            found = shown.rfind(core) if core else len(shown)
            if found < 0:  # a tab that the library spread into spaces: the text after it is still there
                found = max(0, len(shown) - len(core))
            begins.append(at)
            shifts.append(self.view.starts[number] + found - (at + len(line) - len(line.lstrip(" \t")) if core else at))
            at += len(line) + 1
        return begins, shifts

    def _heading(self, token: Token, level: int) -> None:
        begins, shifts = self._offsets(token)
        seen = self._note(look(token.content, parser(), self.references), begins, shifts)
        text = " ".join(seen.visible.split())
        if text:
            span = self._span(token.content, begins, shifts)
            self.draft.parts.append(DraftHeading(span, text, self.level + level))

    def _span(self, content: str, begins: list[int], shifts: list[int], start: int = 0, end: int | None = None) -> Span:
        stop = len(content) if end is None else end
        inner = content[start:stop]
        first = start + len(inner) - len(inner.lstrip())
        last = start + len(inner.rstrip())
        return Span(_map(first, begins, shifts), _map(max(first, last - 1), begins, shifts) + (1 if last > first else 0))

    def _note(self, seen: Seen, begins: list[int], shifts: list[int]) -> Seen:
        """Put the links, images and tags of a stretch into the draft with source spans."""
        for link in seen.links:
            span = Span(_map(link.start, begins, shifts), _map(link.end - 1, begins, shifts) + 1)
            self.draft.links.append(Link(span, " ".join(link.text.split()), link.target, link.bare))
        for image in seen.images:
            span = Span(_map(image.start, begins, shifts), _map(image.end - 1, begins, shifts) + 1)
            alt = " ".join(image.alt.split())
            rest = self.draft.source.text[span.end : span.end + 20]
            decorative = image.title.lower() == "decorative" or rest.startswith("{.decorative}")
            self.draft.images.append(Image(span, image.target, alt or None, decorative))
        for tag in seen.tags:
            lowered = tag.text[:8].lower()
            if lowered.startswith(("<img", "<iframe", "<video", "<audio", "<embed")):
                span = Span(_map(tag.start, begins, shifts), _map(tag.end - 1, begins, shifts) + 1)
                name, values = tag_values(tag.text)
                (note_image(self.draft, span, values) if name == "img" else note_embed(self.draft, span, name, values))
        return seen

    def _paragraph(self, token: Token) -> None:
        content = token.content
        begins, shifts = self._offsets(token)
        seen = self._note(look(content, parser(), self.references), begins, shifts)
        kind: BlockKind = "quote" if self.quotes else "item" if self.fresh and self.lists else "paragraph"
        depth = max(0, self.lists - 1) if self.lists else max(0, self.quotes - 1)
        number, self.number, self.fresh = (self.number if kind == "item" else None), None, False
        for start, end in _own_lines(content, seen):
            piece = content[start:end]
            if not seen.visible[start:end].strip():
                continue
            fake = None if self.lists or self.quotes else _FAKE_HEADING.match(piece.strip("\n"))
            if fake and len(piece.split()) <= 12:
                text = start + piece.index(fake.group(2))
                span = self._span(content, begins, shifts, text, end)
                self.draft.parts.append(DraftHeading(span, " ".join(fake.group(2).split()), self.level + len(fake.group(1)), marked=False))
                if _ODD_SPACE.match(piece.strip()):
                    self._odd_heading(span)
                continue
            mark = _BULLET.match(seen.visible[start:end])
            lone: BlockKind = "item" if mark and kind == "paragraph" and start + mark.end() < end else kind
            span, prose = self._prose(content, seen.visible, begins, shifts, start, end)
            self.draft.parts.append(DraftBlock(lone, span, prose, depth, number=number))

    def _odd_heading(self, span: Span) -> None:
        self.draft.troubles.append(
            Trouble(
                "input/odd-heading",
                "This line looks like a heading, but the space after # is of an unusual kind.",
                "Type the space after # again.",
                span,
            )
        )

    def _prose(self, content: str, visible: str, begins: list[int], shifts: list[int], start: int, end: int) -> tuple[Span, str]:
        """Span and prose of a range of the content; what lies between two lines in the source (`> `, indents) is blank."""
        span = self._span(content, begins, shifts, start, end)
        if span.end - span.start == len(content[start:end].strip()) and len(begins) == 1:
            lead = start + len(content[start:end]) - len(content[start:end].lstrip())
            return span, visible[lead : lead + span.end - span.start]
        prose = [c if c in "\r\n" else " " for c in self.draft.source.slice(span)]
        limits = [*begins[1:], len(content) + 1]
        for begin, limit, shift in zip(begins, limits, shifts, strict=True):
            for at in range(max(begin, start), min(limit - 1, end)):
                place = at + shift - span.start
                if 0 <= place < len(prose) and visible[at] != " ":
                    prose[place] = visible[at]
        return span, "".join(prose)

    def _table(self, tokens: list[Token], index: int) -> int:
        opening = tokens[index]
        lines = opening.map or [0, 0]
        header: list[str] = []
        row = -1
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open" and token.map:
                row += 1
                line = token.map[0]
                for column, (start, raw) in enumerate(split_cells(self.view.lines[line], len(header) if row else None)):
                    self._cell(raw, self.view.starts[line] + start, row, column, header)
            index += 1
        last = min(lines[1], len(self.view.lines)) - 1
        end = self.view.starts[last] + len(self.view.lines[last])
        self.draft.tables.append(Table(Span(self.view.starts[lines[0]], end), tuple(header), row))
        if lines[1] < len(self.view.lines) and self.view.lines[lines[1]].lstrip().startswith("|"):
            line = lines[1]
            span = Span(self.view.starts[line], self.view.starts[line] + len(self.view.lines[line]))
            self.draft.troubles.append(
                Trouble("input/broken-table", "The table ends here although this line looks like one of its rows.", "Check the row's bars.", span)
            )
        return index

    def _cell(self, raw: str, at: int, row: int, column: int, header: list[str]) -> None:
        seen = self._note(look(raw, parser(), self.references), [0], [at])
        if row == 0:
            header.append(" ".join(seen.visible.split()))
            if not header[-1]:
                return
        label = header[column] if row and column < len(header) else ""
        for start, end in pieces(seen):
            if seen.visible[start:end].strip():
                span, prose = self._prose(raw, seen.visible, [0], [at], start, end)
                lead = len(prose) - len(prose.lstrip())
                span, prose = Span(span.start + lead, span.end), prose[lead:]
                self.draft.parts.append(DraftBlock("cell", span, prose, 0, "unknown", label, row, None, column))

    def _html(self, token: Token) -> None:
        first, last = token.map or [0, 0]
        if first >= len(self.view.lines):
            return
        start = self.view.starts[first]
        final = min(last, len(self.view.lines)) - 1
        end = self.view.starts[final] + len(self.view.lines[final])
        pieces = []
        at = start
        for number in range(first, final + 1):
            begin = self.view.starts[number]
            pieces.append(blank(self.draft.source.text[at:begin]))
            pieces.append(self.view.lines[number])
            at = begin + len(self.view.lines[number])
        HtmlReader(self.draft, start, "".join(pieces)[: end - start], self.level)


def _map(at: int, begins: list[int], shifts: list[int]) -> int:
    """A content position as a source offset."""
    if len(begins) == 1:
        return at + shifts[0]
    line = len(begins) - 1
    while line and begins[line] > at:
        line -= 1
    return at + shifts[line]


def _own_lines(content: str, seen: Seen) -> Iterator[tuple[int, int]]:
    """The ranges of a paragraph that stand as lines of their own: after a forced break, or where a label or bullet begins a line."""
    cuts = {0, *seen.breaks}
    at = content.find("\n")
    while at >= 0:
        if _OWN_LINE.match(content, at + 1) or _FAKE_HEADING.match(content[at + 1 : (content.find("\n", at + 1) + 1 or len(content) + 1) - 1]):
            cuts.add(at)
        at = content.find("\n", at + 1)
    ordered = sorted(cuts)
    yield from zip(ordered, [*ordered[1:], len(content)], strict=True)


def split_cells(line: str, count: int | None) -> Iterator[tuple[int, str]]:
    """The cells of a table row as (offset in the line, trimmed text); at most `count` of them, as the library reads them."""
    start = len(line) - len(line.lstrip())
    while line[start : start + 1] == ">":
        start += 1 + len(line[start + 1 :]) - len(line[start + 1 :].lstrip())
    body = line[start:].rstrip()
    cuts = [-1]
    escaped = False
    for at, character in enumerate(body):
        if character == "|" and not escaped:
            cuts.append(at)
        escaped = character == "\\"
    cuts.append(len(body))
    cells = [(left + 1, body[left + 1 : right]) for left, right in zip(cuts, cuts[1:], strict=False)]
    if cells and cells[0][1] == "":
        cells.pop(0)
    if cells and cells[-1][1] == "":
        cells.pop()
    for at, raw in cells[:count]:
        lead = len(raw) - len(raw.lstrip())
        yield start + at + lead, raw.strip()
