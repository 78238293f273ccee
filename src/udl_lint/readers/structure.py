"""Finds the headings that a plan shows without heading marks: bold lines, labels, bare label lines, agenda items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from udl_lint.lesson import Audience, Role
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.source import Span

_LABEL = re.compile(r"\s*([^\W\d_][^:\n.!?¿?]{0,48}?)\s*:(?!//)\s*")
_BOLD_LINE = re.compile(r"^(?:\*\*|__)(?!\s*[*_])([^\n]+?)(?:\*\*|__)\s*:?\s*$")
_BOLD_LEAD = re.compile(r"^(?:[-•·▪*]\s+|\(?[0-9a-z]{1,2}[.)]\s+)?(?:\*\*|__)([^*\n]{1,60}?)(?:\*\*|__)")
_AGENDA = re.compile(r"^\s*(?:[A-Z]|[ivx]+|\d+)[.)]\s+\S")
_FEW_HEADINGS = 3
"""With fewer marked headings than this, a plan shows its parts by lines that merely look like headings."""
_LONG_HEADING = 14
_LONG_LABEL = 6
_LONG_FACT = 25


class Opening(NamedTuple):
    """A section begins here. `level` is ten times the heading level for marked headings, between the tens for others.

    `scope` says when it ends by itself: `row` with its table row, `item` with its list item (`depth`), `line` after its own
    value; otherwise at the next opening of its level or above.
    """

    heading: DraftHeading
    level: int
    role: Role | None
    scope: str = ""
    depth: int = 0
    row: tuple[int, int] | None = None


class Placed(NamedTuple):
    """A block with what its label or column says of it."""

    block: DraftBlock
    label: str = ""
    role: Role | None = None
    audience: Audience = "unknown"
    row: tuple[int, int] | None = None
    """Table number and row, so that rows of two tables are not taken for one."""


def openings(draft: Draft, cues: Cues) -> Iterator[Opening | Placed]:
    """The draft's parts with every heading, marked or not, as an opening. Facts found in labels and rows go to the draft."""
    parts = draft.parts
    level = 0
    table = 0
    role: Role | None = None
    index = 0
    headed = False
    loose = sum(isinstance(part, DraftHeading) and part.marked for part in parts) < _FEW_HEADINGS
    while index < len(parts):
        part = parts[index]
        if isinstance(part, DraftHeading):
            level = part.level * 10
            titled = not headed and part.level == 1
            headed = True
            role = _whole_role(part.text, cues) if titled else cues.role(part.text)
            yield Opening(part, level, role)
            _heading_fact(part, parts[index + 1 : index + 2], draft, cues)
            index += 1
            continue
        if part.kind == "cell":
            end = _table_end(parts, index)
            cells = [cell for cell in parts[index:end] if isinstance(cell, DraftBlock)]
            yield from _table(cells, draft, cues, level, table)
            table += 1
            index = end
            continue
        found = _unmarked(part, parts[index + 1 : index + 2], draft, cues, level, role)
        if loose and len(found) == 1 and isinstance(found[0], Placed) and _title_like(part, parts, index):
            heading = DraftHeading(part.span, " ".join(part.prose.split()).rstrip(":"), level // 10 + 1, marked=False)
            found = [Opening(heading, level + 4, None)]
        for piece in found:
            if isinstance(piece, Opening) and not piece.scope:
                role = piece.role or role
            yield piece
        index += 1


def _heading_fact(heading: DraftHeading, after: Sequence[DraftHeading | DraftBlock], draft: Draft, cues: Cues) -> None:
    """A heading such as “Grade” or “Time required” states a fact with the short text under it."""
    fact = cues.fact(heading.text)
    block = after[0] if after else None
    if fact and fact != "title" and isinstance(block, DraftBlock) and len(block.prose.split()) <= _LONG_FACT:
        draft.facts.append(Fact(heading.text, " ".join(block.prose.split()), block.span, "heading"))


def _title_like(block: DraftBlock, parts: Sequence[DraftHeading | DraftBlock], index: int) -> bool:
    """A short line in title case that stands alone before other text, as exported documents show their headings."""
    text = " ".join(block.prose.split())
    words = text.split()
    if block.kind != "paragraph" or block.depth or not 1 <= len(words) <= _LONG_LABEL or text.endswith((".", "?", "!", ",", ";")):
        return False
    after = parts[index + 1] if index + 1 < len(parts) else None
    long = [word for word in words if len(word) > 3 or word is words[0]]
    titled = all(word[0].isupper() for word in long if word[0].isalpha())
    return titled and words[0][0].isalpha() and isinstance(after, DraftBlock) and index > 0 and ":" not in text


def _whole_role(text: str, cues: Cues) -> Role | None:
    """The role of a title: only where all its words are a cue."""
    simple = plain(text)
    return cues.roles.get(simple) or cues.starts.get(simple)


def _table_end(parts: Sequence[DraftHeading | DraftBlock], start: int) -> int:
    """One past the last cell of the table that begins at `start`."""
    row = -1
    for index in range(start, len(parts)):
        part = parts[index]
        if not isinstance(part, DraftBlock) or part.kind != "cell" or (part.row or 0) < row:
            return index
        row = part.row or 0
    return len(parts)


def _unmarked(
    block: DraftBlock, after: Sequence[DraftHeading | DraftBlock], draft: Draft, cues: Cues, level: int, role: Role | None
) -> list[Opening | Placed]:
    raw = draft.source.slice(block.span)
    text = " ".join(block.prose.split())
    words = len(text.split())
    following = after[0] if after else None
    nested = isinstance(following, DraftBlock) and following.kind != "cell" and following.depth > block.depth
    bold = _BOLD_LINE.match(raw)
    if bold and words <= _LONG_HEADING and not text.endswith((".", "?", "!")) and block.kind != "quote":
        named = cues.role(text)
        if block.kind == "paragraph" or nested or (named and following is not None):
            scope = "item" if block.kind == "item" else ""
            heading = DraftHeading(block.span, text.rstrip(":").strip(), level // 10 + 1, marked=False)
            return [Opening(heading, level + 3, named, scope, block.depth)]
    if (
        words <= _LONG_LABEL
        and words
        and following is not None
        and block.kind in ("paragraph", "item")
        and not text.endswith((".", "?", "!", ","))
    ):
        named = _bare_role(text, cues)
        listed = block.kind == "item"
        if named and (not listed or block.number is not None or _AGENDA.match(block.prose) or nested):
            heading = DraftHeading(block.span, text.rstrip(":").strip(), level // 10 + 1, marked=False)
            return [Opening(heading, level + 4, named, "agenda" if listed else "", block.depth)]
    return _labelled(block, raw, nested, draft, cues, level, role)


def _bare_role(text: str, cues: Cues) -> Role | None:
    """The role of a line that stands alone: known as a whole, or known by its beginning and written like a heading."""
    simple = plain(re.sub(r"^\(?[0-9A-Za-z]{1,2}[.)]\s+", "", text))
    if simple in cues.roles:
        return cues.roles[simple]
    if simple in cues.starts:
        return cues.starts[simple]
    capitals = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    if text.endswith(":") or (capitals and all(word[0].isupper() for word in capitals)):
        return cues.role(text)
    return None


def _labelled(block: DraftBlock, raw: str, nested: bool, draft: Draft, cues: Cues, level: int, role: Role | None) -> list[Opening | Placed]:
    lead = _BOLD_LEAD.match(raw)
    match = _LABEL.match(block.prose)
    if match and len(match.group(1).split()) > _LONG_LABEL:
        match = None
    label = match.group(1).strip() if match else lead.group(1).strip(" :.") if lead else ""
    if not label or (match is None and lead is None):
        return [Placed(block)]
    value = block.prose[match.end() :] if match else ""
    simple = plain(label)
    fact = cues.fact(label) if match else None
    if fact and value.strip() and len(value.split()) <= _LONG_FACT and (lead or fact != "title"):
        start = block.span.start + (match.end() if match else 0)
        draft.facts.append(Fact(label, " ".join(value.split()), draft.source.trim(Span(start, block.span.end)), "label line"))
        return [Placed(block, label, "meta")]
    known = cues.roles.get(simple) or cues.starts.get(simple) or (cues.role(label) if lead else None)
    if match and known and known != role and (lead or role != "materials"):
        start = block.span.start
        heading = DraftHeading(draft.source.trim(Span(start, start + match.end(1))), label, level // 10 + 1, marked=False)
        if not value.strip():
            return [Opening(heading, level + 5, known, "item" if block.kind == "item" else "", block.depth)]
        opening = Opening(heading, level + 7, known, "item" if block.kind == "item" else "line", block.depth)
        return [opening, Placed(_after(block, match.end()), label)]
    return [Placed(block, label)]


def _after(block: DraftBlock, at: int) -> DraftBlock:
    prose = block.prose[at:]
    lead = len(prose) - len(prose.lstrip())
    return block._replace(span=Span(block.span.start + at + lead, block.span.end), prose=prose[lead:])


def _table(cells: list[DraftBlock], draft: Draft, cues: Cues, level: int, table: int) -> Iterator[Opening | Placed]:
    header = {cell.column: " ".join(cell.prose.split()) for cell in cells if cell.row == 0}
    first = [cell for cell in cells if cell.column == 0]
    known = [cell for cell in first if _cell_cue(cell, cues)]
    width = max((cell.column or 0) for cell in cells) + 1
    by_label = width > 1 and (len(known) >= 2 or (known and width == 2 and len(first) <= 3))
    columns = {column: (_column_role(text, cues), cues.audience(text)) for column, text in header.items()}
    header_speaks = any(role or who != "unknown" for role, who in columns.values())
    rows: dict[int, list[DraftBlock]] = {}
    for cell in cells:
        rows.setdefault(cell.row or 0, []).append(cell)
    for number, row in rows.items():
        place = (table, number)
        if number == 0 and not (by_label and _cell_cue(row[0], cues)) and (len(rows) > 1 or header_speaks):
            continue
        label = " ".join(row[0].prose.split()) if row[0].column == 0 else ""
        if by_label and label and len(label.split()) <= _LONG_LABEL + 2:
            yield from _label_row(row, label, draft, cues, level, place)
            continue
        for cell in row:
            role, who = columns.get(cell.column, (None, "unknown")) if number else (None, "unknown")
            yield Placed(cell, cell.label, role, who, place)


def _column_role(text: str, cues: Cues) -> Role | None:
    role = cues.role(text)
    return None if role == "meta" else role


def _cell_cue(cell: DraftBlock, cues: Cues) -> bool:
    text = " ".join(cell.prose.split())
    return 0 < len(text.split()) <= _LONG_LABEL and bool(cues.role(text) or cues.fact(text))


def _label_row(
    row: list[DraftBlock], label: str, draft: Draft, cues: Cues, level: int, place: tuple[int, int]
) -> Iterator[Opening | Placed]:
    rest = [cell for cell in row if cell.column != 0]
    fact = cues.fact(label)
    value = " ".join(" ".join(cell.prose.split()) for cell in rest)
    if fact and rest and len(value.split()) <= _LONG_FACT:
        draft.facts.append(Fact(label.rstrip(":"), value, Span(rest[0].span.start, rest[-1].span.end), "table"))
        for cell in rest:
            yield Placed(cell, label, "meta", row=place)
        return
    role = cues.role(label)
    if role or rest:
        heading = DraftHeading(draft.source.trim(row[0].span), label.rstrip(":"), level // 10 + 1, marked=False)
        yield Opening(heading, level + 6, role, "row", row=place)
    for cell in rest:
        yield Placed(cell, label, row=place)
