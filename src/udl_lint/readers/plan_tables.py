"""What the rows and columns of a table in a plan are for: facts, parts of the plan, what teacher and students do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from udl_lint.lesson import Audience, Role
from udl_lint.named import Named
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.readers.header import whole_role
from udl_lint.readers.labels import LONG_FACT, LONG_LABEL, label_of
from udl_lint.readers.parts import Opening, Placed, after_label, flat
from udl_lint.source import Span

_SHORT = 3
"""Words up to which a cell in the first row can be a column's name."""
_DIGIT = lazy(r"\d")


class _Column(Named):
    """What the cells of a column are for and for whom."""

    role: Role | None = None
    audience: Audience = "unknown"


def table_end(parts: Sequence[DraftHeading | DraftBlock], start: int) -> int:
    """One past the last cell of the table that begins at `start`."""
    row = -1
    for index in range(start, len(parts)):
        part = parts[index]
        if not isinstance(part, DraftBlock) or part.kind != "cell" or (part.row or 0) < row:
            return index
        row = part.row or 0
    return len(parts)


def table_parts(cells: Sequence[DraftBlock], draft: Draft, cues: Cues, level: int, table: int) -> Iterator[Opening | Placed]:
    """The cells of a table: rows that a cue leads are sections or facts, others are placed with their column's meaning."""
    if _is_headed(cells, cues):
        # A first row of one cell is the heading of a box, as plans that come from a word processor have them.
        span = draft.source.trim(cells[0].span)
        heading = DraftHeading(span, flat(cells[0].prose).rstrip(":"), level // 10 + 1, marked=False)
        yield Opening(heading, level + 5, cues.role(heading.text), "box", end=cells[-1].span.end)
        cells = cells[1:]
    header = {cell.column: flat(cell.prose) for cell in cells if cell.row == 0}
    first = [cell for cell in cells if cell.column == 0]
    cued = [cell for cell in first if _is_cue(cell, cues)]
    below = any(cell.row for cell in cued)
    known = [cell for cell in cued if not (cell.row == 0 and _heads_columns(cells, cues, below))]
    width = max((cell.column or 0) for cell in cells) + 1
    by_label = width > 1 and (len(known) >= 2 or (bool(known) and width == 2 and len(first) <= 3))
    columns = {column: _Column(_column_role(text, cues), cues.audience(text)) for column, text in header.items()}
    speaks = any(column != _Column() for column in columns.values())
    rows: dict[int, list[DraftBlock]] = {}
    for cell in cells:
        rows.setdefault(cell.row or 0, []).append(cell)
    for number, written in rows.items():
        place = (table, number)
        row = _parted(written, cues) if by_label and written[0].column == 0 else written
        if number == 0 and not (by_label and written[0] in known) and (len(rows) > 1 or speaks):
            _header_facts(written, draft, cues)
            continue
        label = flat(row[0].prose) if row[0].column == 0 else ""
        if by_label and label and len(label.split()) <= LONG_LABEL + 2:
            yield from _label_row(row, label, draft, cues, level, place, header)
            continue
        for cell in row:
            column = columns.get(cell.column, _Column()) if number else _Column()
            yield _cell(cell, column, draft, cues, place)


def _is_headed(cells: Sequence[DraftBlock], cues: Cues) -> bool:
    """Whether the table has no head but a first row of one cell that names a part of the plan."""
    first = cells[0]
    alone = first.row != 0 and first.column == 0 and len(cells) > 1 and cells[1].row != first.row
    return alone and len(flat(first.prose).split()) <= LONG_LABEL and cues.role(flat(first.prose)) not in (None, "meta")


def _heads_columns(cells: Sequence[DraftBlock], cues: Cues, cues_below: bool) -> bool:
    """Whether the first row names columns: one beside its first is a cue as well, or no row below is led by one and all are short."""
    beside = [cell for cell in cells if cell.row == 0 and cell.column]
    if any(_is_cue(cell, cues) or cues.audience(cell.prose) != "unknown" for cell in beside):
        return True
    return not cues_below and all(len(cell.prose.split()) <= _SHORT and not _DIGIT.search(cell.prose) for cell in beside)


def _column_role(text: str, cues: Cues) -> Role | None:
    role = cues.role(text)
    return None if role == "meta" else role


def _parted(row: list[DraftBlock], cues: Cues) -> list[DraftBlock]:
    """The row with what its first cell says after a label, “Objective: Students …”, in a cell of its own."""
    first = row[0]
    found = label_of(first.prose)
    if found is None or not first.prose[found.end :].strip() or not (cues.role(found.label) or cues.fact(found.label)):
        return row
    label = first._replace(span=Span(first.span.start, first.span.start + found.last), prose=first.prose[: found.last])
    return [label, after_label(first, found.end)._replace(column=1), *row[1:]]


def _is_cue(cell: DraftBlock, cues: Cues) -> bool:
    found = label_of(cell.prose)
    text = found.label if found else flat(cell.prose)
    return 0 < len(text.split()) <= LONG_LABEL and bool(cues.role(text) or cues.fact(text))


def _header_facts(row: Sequence[DraftBlock], draft: Draft, cues: Cues) -> None:
    """Facts in the cells of a heading row, as `Grade: 4` above a table that has no other head."""
    for cell in row:
        _cell(cell, _Column(), draft, cues, None)


def _cell(cell: DraftBlock, column: _Column, draft: Draft, cues: Cues, place: tuple[int, int] | None) -> Placed:
    """A cell with its column's meaning, or with that of the label that its own text begins with."""
    found = label_of(cell.prose)
    if found is not None:
        value = cell.prose[found.end :]
        if cues.fact(found.label) and value.strip() and len(value.split()) <= LONG_FACT:
            span = draft.source.trim(Span(cell.span.start + found.end, cell.span.end))
            draft.facts.append(Fact(found.label, flat(value), span, "table"))
            return Placed(cell, found.label, "meta", column.audience, place)
        role = whole_role(found.label, cues)
        if role and value.strip():
            return Placed(cell, found.label, role, column.audience, place)
    return Placed(cell, cell.label, column.role, column.audience, place)


def _label_row(
    row: Sequence[DraftBlock],
    label: str,
    draft: Draft,
    cues: Cues,
    level: int,
    place: tuple[int, int],
    header: Mapping[int | None, str],
) -> Iterator[Opening | Placed]:
    rest = [cell for cell in row if cell.column != 0]
    fact = cues.fact(label)
    value = " ".join(flat(cell.prose) for cell in rest)
    if fact and rest and len(value.split()) <= LONG_FACT:
        draft.facts.append(Fact(label.rstrip(":"), value, Span(rest[0].span.start, rest[-1].span.end), "table"))
        for cell in rest:
            yield Placed(cell, label, "meta", row=place)
        return
    role = cues.role(label)
    lines = [cell for cell in row if cell.column == 0]
    if role or rest:
        heading = DraftHeading(draft.source.trim(lines[0].span), label.rstrip(":"), level // 10 + 1, marked=False)
        yield Opening(heading, level + 6, role, "row", row=place)
        lines = lines[1:]
    for cell in (*lines, *rest):
        name = header.get(cell.column, "")
        yield Placed(cell, name if cues.fact(name) == "minutes" else label, row=place)
