"""The parts of a plan between its draft and its sections: where a section opens, and a block with what its surroundings say of it."""

from __future__ import annotations

from udl_lint.lesson import Audience, Role
from udl_lint.named import Named
from udl_lint.readers.draft import DraftBlock, DraftHeading
from udl_lint.source import Span


class Opening(Named):
    """A section begins here. `level` is ten times the heading level for marked headings, between the tens for others.

    `scope` says when it ends by itself: `row` with its table row, `item` with its list item (`depth`), `agenda` with its item of an
    agenda, `line` after its own value, `list` after its list, `box` at the offset `end`; otherwise at the next opening of its level or
    above.
    """

    heading: DraftHeading
    level: int
    role: Role | None
    scope: str = ""
    depth: int = 0
    row: tuple[int, int] | None = None
    end: int = 0


class Placed(Named):
    """A block with what its label or column says of it."""

    block: DraftBlock
    label: str = ""
    role: Role | None = None
    audience: Audience = "unknown"
    row: tuple[int, int] | None = None
    """Table number and row, so that rows of two tables are not taken for one."""


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def after_label(block: DraftBlock, at: int) -> DraftBlock:
    """What is left of a block from a place on."""
    return between(block, at, len(block.prose))


def between(block: DraftBlock, start: int, end: int) -> DraftBlock:
    """The part of a block between two places in its prose, without the white space around it."""
    prose = block.prose[start:end]
    lead = len(prose) - len(prose.lstrip())
    first = block.span.start + start + lead
    prose = prose.strip() if end < len(block.prose) else prose[lead:]
    return block._replace(span=Span(first, first + len(prose)), prose=prose)
