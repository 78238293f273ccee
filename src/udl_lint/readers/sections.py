"""Puts a lesson together: sections with role, audience, setting and minutes, and the blocks in them."""

from __future__ import annotations

import re
from itertools import accumulate

from udl_lint.lesson import Audience, Block, Grade, Heading, Known, Lesson, Minutes, Role, Section, Setting, Trouble
from udl_lint.patterns import lazy
from udl_lint.readers.about import about
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock
from udl_lint.readers.durations import LONGEST, durations
from udl_lint.readers.header import title_heading
from udl_lint.readers.parts import Opening, Placed
from udl_lint.readers.structure import openings
from udl_lint.source import Span

_TEACHER_ROLES: frozenset[Role] = frozenset(("notes", "answers", "standards"))
_NOT_INHERITED: frozenset[Role] = frozenset(("meta", "other"))
_WORD = lazy(r"[^\W\d_]+")
_NEARLY = frozenset("about approx approximately around circa total aprox aproximadamente unos".split())
_BEFORE_CLASS = tuple(f"{before} {the}{what} " for before in ("before", "prior to") for the in ("", "the ") for what in ("class", "lesson"))
_PREPARES = lazy(r"\b(?:teacher|instructor|facilitator|prep|prep[ea]rations?|set-?up)\b", re.IGNORECASE)
"""Who gets something ready: below such a heading, “before class” is the teacher's time and not students' homework."""


_WHOLE_GOAL = 4
"""Words of the shortest goal that says all by itself."""
_GOES_ON = frozenset("to can will be following de que podrán siguiente siguientes".split())
"""Words after which a list says the rest."""


class _Open:
    """A section while it is being filled; without an opening, what comes before any heading."""

    def __init__(
        self,
        opening: Opening | None = None,
        role: Role = "other",
        audience: Audience = "unknown",
        setting: Setting = "unknown",
        parent: int | None = None,
        path: tuple[str, ...] = (),
        boxed: bool = False,
    ) -> None:
        self.opening, self.role, self.audience, self.setting, self.parent, self.path = opening, role, audience, setting, parent, path
        self.level = opening.level if opening else 0
        self.start = opening.heading.span.start if opening else 0
        self.box_end = opening.end if opening is not None and opening.scope == "box" else None
        self.boxed = boxed or self.box_end is not None
        """Whether it is a panel or stands in one."""
        self.may_end = self.boxed or (opening is not None and opening.scope != "")
        """Whether a block can end it, as well as an opening: most sections go on until the next heading."""
        self.own_role = opening is not None and opening.role is not None
        self.blocks: list[Placed] = []


def assemble(draft: Draft, cues: Cues, grade: Grade | None = None) -> Lesson:
    """A lesson from a draft. `grade` comes from the configuration and stands where the plan states none."""
    opened = [_Open()]
    stack = [0]
    title = title_heading(draft, cues)
    for piece in openings(draft, cues, title):
        if isinstance(piece, Opening):
            _close(stack, opened, piece.level, piece)
            _open(piece, stack, opened, cues)
        else:
            if opened[stack[-1]].may_end:
                _leave_scopes(stack, opened, piece)
            opened[stack[-1]].blocks.append(piece)
    _between(opened)
    sections = _sections(opened, draft, cues)
    first = next((section.heading for section in sections if section.heading and section.heading.marked), None)
    first = first or next((section.heading for section in sections if section.heading), None)
    facts = about(draft, cues, title, first)
    if grade is not None and (facts.grade is None or not facts.grade.stated):
        facts = facts._replace(grade=Known(grade, "configuration"))
    troubles = draft.troubles
    if not any(block.prose.strip() for section in sections for block in section.blocks):
        advice = "Write a first part, or make sure that this is the right file."
        troubles = [*troubles, Trouble("input/empty", "There is no text under any heading here.", advice, Span(0, 0))]
    return Lesson(
        source=draft.source,
        about=facts,
        sections=sections,
        links=tuple(sorted(draft.links, key=lambda link: link.span)),
        images=tuple(sorted(draft.images, key=lambda image: image.span)),
        embeds=tuple(sorted(draft.embeds, key=lambda embed: embed.span)),
        tables=tuple(sorted(draft.tables, key=lambda table: table.span)),
        troubles=tuple(sorted(troubles, key=lambda trouble: (trouble.span, trouble.rule))),
        permits=tuple(sorted(draft.permits, key=lambda permit: permit.span)),
    )


def _close(stack: list[int], opened: list[_Open], level: int, opening: Opening) -> None:
    """End every section that the opening does not stand in."""
    _leave_boxes(stack, opened, opening.heading.span.start)
    while len(stack) > 1:
        top = opened[stack[-1]]
        scoped = top.opening is not None and top.opening.scope
        unmarked = top.level % 10 != 0
        ends = top.level >= level or scoped in ("row", "line") or (unmarked and level % 10 == 0)
        if scoped == "item" and opening.scope in ("item", "agenda") and top.opening and opening.depth > top.opening.depth:
            ends = False
        if not ends:
            break
        stack.pop()


def _leave_boxes(stack: list[int], opened: list[_Open], offset: int) -> None:
    """End the sections of a panel that ends before the offset."""
    if not opened[stack[-1]].boxed:
        return
    for position, number in enumerate(stack):
        box_end = opened[number].box_end
        if box_end is not None and box_end <= offset:
            del stack[position:]
            return


def _leave_scopes(stack: list[int], opened: list[_Open], piece: Placed) -> None:
    """End sections that end by themselves before this block."""
    _leave_boxes(stack, opened, piece.block.span.start)
    while len(stack) > 1:
        top = opened[stack[-1]]
        opening = top.opening
        if opening is None or opening.scope in ("", "box"):
            return
        block = piece.block
        if opening.scope == "row":
            ends = piece.row != opening.row
        elif opening.scope == "line":
            ends = bool(top.blocks) and (block.kind != "item" or _is_said(top.blocks[0].block.prose, opening))
        elif opening.scope == "list":
            listed = any(placed.block.kind == "item" for placed in top.blocks)
            ends = listed and block.kind == "paragraph" and block.depth == 0 and not piece.label
        elif opening.scope == "agenda":
            ends = block.kind == "paragraph" and block.depth == 0 and opening.depth == 0 and bool(top.blocks)
            ends = ends or block.depth < opening.depth or block.kind == "cell"
        else:
            inside = block.depth > opening.depth or (
                not top.blocks
                and block.span.start >= opening.heading.span.end
                and block.depth == opening.depth
                and _same_line(piece, opening)
            )
            ends = not inside
        if not ends:
            return
        stack.pop()


def _is_said(value: str, opening: Opening) -> bool:
    """Whether what stands after a label says the whole goal, “Target: I can solve equations.”, and items below it are something else."""
    words = value.rstrip(" *_").lower().split()
    return opening.role == "goals" and len(words) >= _WHOLE_GOAL and words[-1] not in _GOES_ON and not words[-1].endswith((":", "…", "..."))


def _same_line(piece: Placed, opening: Opening) -> bool:
    """Whether a block is the rest of the item whose label opened the section."""
    return bool(piece.label) and piece.label == opening.heading.text


def _is_before_class(title: str) -> bool:
    return f"{plain(title)} ".startswith(_BEFORE_CLASS)


def _open(piece: Opening, stack: list[int], opened: list[_Open], cues: Cues) -> None:
    parent = opened[stack[-1]]
    if parent.role == "home" and parent.path and _is_before_class(parent.path[-1]):
        # Half of a plan, with parts of its own: what the teacher gets ready, not what students do at home.
        parent.role, parent.audience, parent.setting = "notes", "teacher", "unknown"
    own = piece.role
    if own == "home" and _is_before_class(piece.heading.text) and any(map(_PREPARES.search, parent.path)):
        own = "notes"
    inherited = parent.role if parent.role not in _NOT_INHERITED else "other"
    role: Role = own or ("procedure" if inherited == "other" and cues.is_step(piece.heading.text) else inherited)
    audience = cues.audience(piece.heading.text, whole=True)
    if audience == "unknown":
        audience = "student" if role == "student" else "teacher" if role in _TEACHER_ROLES else parent.audience if not own else "unknown"
    home = role == "home" or parent.setting == "home" or (own != "notes" and cues.is_home(piece.heading.text))
    setting: Setting = "home" if home else "class" if role == "procedure" else parent.setting if not own else "unknown"
    path = (*parent.path, piece.heading.text)
    opened.append(_Open(piece, role, audience, setting, stack[-1], path, parent.boxed))
    stack.append(len(opened) - 1)


def _between(opened: list[_Open]) -> None:
    """Parts without a name of a role that stand between two steps, or come with a time after one, are steps as well."""
    siblings: dict[tuple[int | None, int], list[_Open]] = {}
    for item in opened[1:]:
        siblings.setdefault((item.parent, item.level), []).append(item)
    for group in siblings.values():
        last = max((number for number, item in enumerate(group) if item.own_role and item.role == "procedure"), default=-1)
        after_step = False
        for number, item in enumerate(group):
            if item.role != "other":
                after_step = item.role == "procedure"
            elif after_step and item.audience == "unknown" and item.setting == "unknown" and (number < last or _is_timed(item)):
                item.role, item.setting = "procedure", "class"
    for item in opened[1:]:
        above = opened[item.parent or 0]
        if item.role == "other" and item.parent and above.role == "procedure" and item.setting == "unknown":
            item.role, item.setting = "procedure", "class"


def _is_timed(item: _Open) -> bool:
    """Whether a part gives a time in its heading, or leads with one."""
    if item.opening is None:
        return False
    first = item.blocks[0].block.prose if item.blocks else ""
    return bool(durations(item.opening.heading.text)) or (len(first.split()) <= 4 and bool(durations(first)))


def _sections(opened: list[_Open], draft: Draft, cues: Cues) -> tuple[Section, ...]:
    limits = list(accumulate((item.start for item in reversed(opened[1:])), min, initial=len(draft.source.text)))[::-1]
    out = []
    for index, item in enumerate(opened):
        blocks = tuple([_block(placed, index, cues) for placed in item.blocks])
        last = max([block.span.end for block in blocks], default=item.opening.heading.span.end if item.opening else 0)
        end = max(last, limits[index])
        heading = None
        minutes = None
        if item.opening:
            part = item.opening.heading
            heading = Heading(part.span, part.text, part.level, part.marked and (item.level % 10 == 0 or item.opening.scope == "box"))
            times = durations(part.text)
            minutes = Minutes(times[-1].low, times[-1].high, part.span) if times else _first_block_time(blocks, cues)
        out.append(
            Section(
                index=index,
                span=Span(item.start, end),
                heading=heading,
                title=heading.text if heading else "",
                role=item.role,
                level=item.level,
                path=item.path,
                parent=item.parent,
                audience=item.audience,
                setting=item.setting,
                minutes=minutes,
                own_role=item.own_role,
                blocks=blocks,
            )
        )
    return tuple(out)


def _first_block_time(blocks: tuple[Block, ...], cues: Cues) -> Minutes | None:
    """The time that a section gives under its heading: a first block that states a time and nothing else."""
    first = blocks[0] if blocks else None
    if first is None or first.minutes is None or first.kind == "cell" or first.role == "meta":
        return None
    start, end = first.minutes.span.start - first.span.start, first.minutes.span.end - first.span.start
    rest = [word.lower() for word in _WORD.findall(first.prose[:start] + first.prose[end:]) if word.lower() not in _NEARLY]
    return first.minutes if not rest or cues.fact(" ".join(rest)) == "minutes" else None


def _block(placed: Placed, section: int, cues: Cues) -> Block:
    part: DraftBlock = placed.block
    audience = placed.audience if placed.audience != "unknown" else part.audience
    label = placed.label or part.label
    row = placed.row[0] * 1_000_000 + placed.row[1] if placed.row else None
    minutes = _time(part) or (_bare_minutes(part, label, cues) if label else None)
    return Block(part.kind, part.span, part.prose, section, part.depth, audience, label, row, minutes, "unknown", part.number, placed.role)


def _time(part: DraftBlock) -> Minutes | None:
    """The time that a block gives for itself: near its beginning, in brackets, or at its very end."""
    for found in durations(part.prose, part.span.start):
        at, end = found.span.start - part.span.start, found.span.end - part.span.start
        bracketed = part.prose[:at].rstrip().endswith(("(", "[")) and part.prose[end:].lstrip()[:1] in (")", "]", ",", ";", "")
        if at < 40 or bracketed or len(part.prose.rstrip(" .)]")) - end < 3:
            return found
    return None


def _bare_minutes(part: DraftBlock, label: str, cues: Cues) -> Minutes | None:
    """A number that its label makes minutes: `minutes: 8`."""
    written = part.prose.strip()
    if not (written.isascii() and written.isdigit() and cues.fact(label) == "minutes" and 0 < int(written[:4]) <= LONGEST):
        return None
    return Minutes(float(written), float(written), part.span)
