"""Finds the headings that a plan shows without heading marks: bold lines, labels, bare label lines, agenda items, table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from udl_lint.lesson import Role
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact
from udl_lint.readers.durations import durations
from udl_lint.readers.grades import parse_grade
from udl_lint.readers.header import header_facts, whole_role
from udl_lint.readers.labels import LONG_FACT, LONG_LABEL, bold_lead, label_of, pieces
from udl_lint.readers.own_lines import pictured_heading
from udl_lint.readers.parts import Opening, Placed, after_label, flat
from udl_lint.readers.plan_tables import table_end, table_parts
from udl_lint.readers.typed_lines import SMALL, heading_lines, lines_apart
from udl_lint.source import Span

__all__ = ["Opening", "Placed", "openings"]

_BOLD_LINE = lazy(r"^(?:\*\*|__)(?!\s*[*_])([^\r\n]+?)(?:\*\*|__)\s*:?\s*$")
_IN_BRACKETS = lazy(r"\s*\([^()]*\)\s*\Z")
_AGENDA = lazy(r"^\s*(?:[A-Z]|[ivx]+|\d+)[.)]\s+\S")
_NUMBER = lazy(r"^\(?[0-9A-Za-z]{1,2}[.)]\s+")
_GOES_ON = (["for"], ["of"], ["and"], ["&"], ["para"], ["de"], ["y"], ["del"])
_PLAN = lazy(r"\bplan\b", re.IGNORECASE)
_CODE = lazy(r"\d[.-]\w|\w[.-]\w*\d")
_WORD = lazy(r"[^\W\d_]+")
_FEW_HEADINGS = 3
"""With fewer marked headings than this, a plan shows its parts by lines that merely look like headings."""
_LONG_HEADING = 14
_TIMED: frozenset[Role | None] = frozenset(("procedure", "student", "assessment", "home"))
"""Where “Time: 10 minutes” is said of one part and not of the lesson."""
_NAMED_IN_BOLD: frozenset[Role | None] = frozenset(("home", "family", "materials", "assessment", "answers"))
"""Parts that a bold word without a colon names; other roles have names that begin many a sentence, as “**Explain**” does."""
_SHORT = ("grade", "minutes")
"""Facts that say all they say before the next mark."""


def openings(draft: Draft, cues: Cues, title: DraftHeading | None) -> Iterator[Opening | Placed]:
    """The draft's parts with every heading, marked or not, as an opening. Facts found in labels and rows go to the draft."""
    return _Structure(draft, cues).openings(title)


class _Structure:
    """Walks the parts of a draft once; `level` and `role` are those of the section that is open."""

    def __init__(self, draft: Draft, cues: Cues) -> None:
        self.draft = draft
        self.cues = cues
        self.level = 0
        self.role: Role | None = None
        self.box: Span | None = None
        self.boxes: list[Span] = []
        self.entered: list[Span] = []
        self.begun = False
        """Whether the first part of the plan with a known role has been opened: what stands above it is its header."""

    def openings(self, title: DraftHeading | None) -> Iterator[Opening | Placed]:
        self.draft.parts = lines_apart(self.draft.parts, self.cues)
        parts = self.draft.parts
        self.boxes = sorted(self.draft.boxes, reverse=True)
        loose = len([part for part in parts if isinstance(part, DraftHeading) and part.marked]) < _FEW_HEADINGS
        lines = heading_lines(parts, self.cues) if loose else frozenset()
        index = table = 0
        while index < len(parts):
            part = parts[index]
            after = parts[index + 1] if index + 1 < len(parts) else None
            if isinstance(part, DraftHeading):
                yield self._marked(part, after, part is title)
            elif part.kind == "cell":
                end = table_end(parts, index)
                cells = [cell for cell in parts[index:end] if isinstance(cell, DraftBlock)]
                yield from table_parts(cells, self.draft, self.cues, self.level, table)
                table += 1
                index = end
                continue
            else:
                found = self._unmarked(part, after, index)
                if index in lines and len(found) == 1 and isinstance(found[0], Placed) and not found[0].role:
                    nested = self.cues.audience(part.prose, whole=True) != "unknown"  # “Teacher” and “Student” under “Materials”
                    found = [Opening(self._heading(part), self.level + (5 if nested else 4), self.cues.role(part.prose))]
                for piece in found:
                    if isinstance(piece, Opening):
                        self.begun = self.begun or piece.role not in (None, "meta")
                        self.role = (piece.role or self.role) if not piece.scope else self.role
                    yield piece
            index += 1

    def _marked(self, heading: DraftHeading, after: DraftHeading | DraftBlock | None, is_title: bool) -> Opening:
        # “Lesson plan” at the very top says what the whole file is.
        whole = heading is self.draft.parts[0] and heading.level == 1 and _PLAN.search(heading.text)
        role = None if is_title or whole else self.cues.role(heading.text)
        box = self._box(heading.span.start)
        if box is not None:
            first = self.box != box
            self.box = box
            return Opening(heading, self.level + (1 if first else 2), role, "box", end=box.end)
        self.level = heading.level * 10
        self.role = role
        self.begun = self.begun or self.role not in (None, "meta")
        # A heading such as “Grade” or “Time required” states a fact with the short text under it.
        if isinstance(after, DraftBlock) and self.cues.fact(heading.text) not in (None, "title") and len(after.prose.split()) <= LONG_FACT:
            self.draft.facts.append(Fact(heading.text, flat(after.prose), after.span, "heading"))
        return Opening(heading, self.level, self.role)

    def _box(self, offset: int) -> Span | None:
        """The innermost panel or folded part that an offset stands in; offsets only grow."""
        while self.boxes and self.boxes[-1].start <= offset:
            self.entered.append(self.boxes.pop())
        while self.entered and self.entered[-1].end <= offset:
            self.entered.pop()
        return self.entered[-1] if self.entered else None

    def _heading(self, block: DraftBlock) -> DraftHeading:
        return DraftHeading(block.span, flat(block.prose).rstrip(":").strip(), self.level // 10 + 1, marked=False)

    def _beside(self, index: int) -> list[str]:
        """How the lines before and after begin: one picture at several lines is a bullet."""
        parts = self.draft.parts
        around = parts[index - 1 : index + 2 : 2] if index else parts[1:2]
        return [each.prose[:1] for each in around if isinstance(each, DraftBlock)]

    def _unmarked(self, block: DraftBlock, after: DraftHeading | DraftBlock | None, index: int) -> list[Opening | Placed]:
        raw = self.draft.source.slice(block.span)
        written = block.prose.split(None, _LONG_HEADING + 1)  # a longer text is no heading, however long it is
        words = len(written)
        if words > _LONG_HEADING:
            return self._read_label(block, raw)
        text = " ".join(written)
        nested = isinstance(after, DraftBlock) and after.kind != "cell" and after.depth > block.depth
        if raw.startswith(("**", "__")) and _BOLD_LINE.match(raw) and not text.endswith((".", "?", "!")) and block.kind != "quote":
            named = self.cues.role(text)
            typed = block.kind == "item" and block.number is None and _NUMBER.match(text)  # “**1. Warm up**”: its number is in bold as well
            if block.kind == "paragraph" or typed or nested or (named and after is not None):
                scope = "item" if block.kind == "item" and not typed else ""
                return [Opening(self._heading(block), self.level + 3, named, scope, block.depth)]
        if block.kind == "paragraph" and after is not None and pictured_heading(text) and text[0] not in self._beside(index):
            return [Opening(self._heading(block), self.level + 3, self.cues.role(text))]
        short = 0 < words <= LONG_LABEL and not text.endswith((".", "?", "!", ",")) and not self._states_something(text)
        if short and after is not None and block.kind in ("paragraph", "item"):
            named = self._bare_role(text)
            listed = block.kind == "item"
            if named == "standards" and _CODE.search(text):  # “TEKS 5.6B” is a standard and heads nothing
                return [Placed(block, role=named)]
            # “NGSS HS-LS1-5” under “Standards” is one of them, and a line with nothing under it opens no part within the same part.
            inside = named == self.role and (named == "standards" or isinstance(after, DraftHeading))
            if named and not inside and (not listed or block.number is not None or _AGENDA.match(block.prose) or nested):
                scope = "agenda" if listed else "list" if named == "goals" else ""
                return [Opening(self._heading(block), self.level + 4, named, scope, block.depth)]
        if block.kind == "quote" and words <= LONG_LABEL and (callout := self._callout(block, index)) is not None:
            return [callout]
        return self._read_label(block, raw)

    def _callout(self, block: DraftBlock, index: int) -> Opening | None:
        """A quotation that begins with the name of a part and ends with it, as note-taking programs show a box."""
        named = whole_role(block.prose, self.cues)
        inside = list(takewhile(lambda part: isinstance(part, DraftBlock) and part.kind == "quote", self.draft.parts[index + 1 :]))
        if not named or not inside:
            return None
        return Opening(self._heading(block), self.level + 4, named, "box", end=inside[-1].span.end)

    def _states_something(self, text: str) -> bool:
        """Whether a short line says something after its label: a fact, or anything but the time of a part."""
        found = label_of(text)
        value = text[found.end :] if found else ""
        return found is not None and bool(value.strip()) and (self.cues.fact(found.label) is not None or not durations(value))

    def _read_label(self, block: DraftBlock, raw: str) -> list[Opening | Placed]:
        # Most blocks have neither a colon nor a bold word.
        found: list[Opening | Placed] = [Placed(block)]
        if ":" in block.prose or "**" in raw or "__" in raw:
            found = self._labelled(block, raw)
        if not self.begun and len(found) == 1 and isinstance(found[0], Placed) and not found[0].role and block.kind != "quote":
            facts = header_facts(block)
            if facts:
                self.draft.facts += facts
                return [found[0]._replace(role="meta")]
        return found

    def _bare_role(self, text: str) -> Role | None:
        """The role of a line that stands alone: known as a whole, or known by its beginning and written like a heading."""
        numbered = "." in text[:4] or ")" in text[:4]
        simple = plain(_NUMBER.sub("", text) if numbered else text)
        if simple in self.cues.roles:
            return self.cues.roles[simple]
        if simple in self.cues.starts:
            return self.cues.starts[simple]
        capitals = [word for word in _WORD.findall(text) if len(word) > 3 and word not in SMALL]
        if capitals and all(word[0].isupper() for word in capitals):
            return self.cues.role(text)
        start = self.cues.start(simple) if text.endswith(":") else None
        if start and (" " in start or simple.removeprefix(start).split()[:1] in _GOES_ON):
            return self.cues.starts[start]  # “Challenge students to:” is an instruction, “Students will be able to:” a heading
        return self.cues.people_role(text)

    def _labelled(self, block: DraftBlock, raw: str) -> list[Opening | Placed]:
        lead = bold_lead(raw)
        found = label_of(block.prose)
        label = found.label if found else lead
        if not label:
            return [Placed(block)]
        value = block.prose[found.end :] if found else ""
        if found and value.strip() and len(value.split()) <= LONG_FACT:
            fact = self.cues.fact(label)
            if fact and (lead or fact != "title" or block is self.draft.parts[0]) and self._is_about_lesson(fact, value):
                self._facts(block, label, found.end)
                return [Placed(block, label, "meta")]
        bare = _IN_BRACKETS.sub("", label) if "(" in label else label
        known = whole_role(bare, self.cues) or (self.cues.role(label) if lead else None)
        if known is None and bare[-1:].isdigit() and self.cues.role(label) == "goals":  # “OA 4: Explicar …”
            known = "goals"
        if found and known and known != self.role and (lead or self.role != "materials"):
            start = block.span.start
            span = self.draft.source.trim(Span(start, start + found.last))
            heading = DraftHeading(span, label, self.level // 10 + 1, marked=False)
            if not value.strip():
                scope = "item" if block.kind == "item" else "list" if known == "goals" else ""
                return [Opening(heading, self.level + 5, known, scope, block.depth)]
            opening = Opening(heading, self.level + 7, known, "item" if block.kind == "item" else "line", block.depth)
            return [opening, Placed(after_label(block, found.end), label)]
        at = block.prose.find(lead) + len(lead) if lead and not found and known in _NAMED_IN_BOLD and known != self.role else 0
        if lead and at and block.prose[at:].lstrip()[:1].isupper():  # “**Homework** Read page 3.”
            span = Span(block.span.start + at - len(lead), block.span.start + at)
            opening = Opening(DraftHeading(span, label, self.level // 10 + 1, marked=False), self.level + 7, known, "line", block.depth)
            return [opening._replace(scope="item") if block.kind == "item" else opening, Placed(after_label(block, at), label)]
        return [Placed(block, label)]

    def _facts(self, block: DraftBlock, label: str, start: int) -> None:
        """Facts of a label line: its own, and those that follow it after a bar or a dot."""
        line = block.prose
        end = len(line)
        others: list[Fact] = []
        for at, stop in reversed(list(pieces(line, start))[1:]):
            found = label_of(line[at:stop])
            kind = self.cues.fact(found.label) if found else None
            if found and kind and line[at + found.end : stop].strip():
                others.append(self._fact(block, found.label, at + found.end, stop if kind in _SHORT else end))
                end = at
        if self.cues.fact(label) in _SHORT:
            end = next(pieces(line, start))[1]
        named = [self._fact(block, label, start, end), *reversed(others)]
        self.draft.facts += named
        if not self.begun:  # “Grade: 4, 45 minutes” states a second one without a label
            kinds = {self.cues.fact(fact.label) for fact in named}
            self.draft.facts += header_facts(block, self.cues.fact("grade") in kinds, self.cues.fact("time") in kinds)

    def _fact(self, block: DraftBlock, label: str, start: int, end: int) -> Fact:
        value = block.prose[start:end].rstrip(" |·•;–—-/\t\r\n")
        span = Span(block.span.start + start, block.span.start + start + len(value))
        return Fact(label, flat(value), self.draft.source.trim(span), "label line")

    def _is_about_lesson(self, fact: str, value: str) -> bool:
        """Whether a label states a fact of the lesson: anything in the header, below it only a grade, or a time that is no step's own."""
        if not self.begun or self.role == "meta":
            return True
        return self.role not in _TIMED if fact == "minutes" else fact == "grade" and parse_grade(value) is not None
