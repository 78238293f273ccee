"""A lesson written as YAML, or the front matter of one, as a draft: keys open sections, their values are the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from udl_lint.lesson import Audience, BlockKind, Embed, Link, Role, Where
from udl_lint.named import Named
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading, Fact, View
from udl_lint.readers.markup import media_kind
from udl_lint.readers.yaml_keys import (
    BODIES,
    NAMES,
    PLANS,
    RECORDS,
    Pair,
    has_text,
    is_address,
    is_setting,
    is_short,
    is_step,
    looks_like_lesson,
    name_pair,
    says_something,
)  # fmt: skip
from udl_lint.readers.yaml_labels import read_somehow
from udl_lint.readers.yaml_prose import is_markdown, prose_of, text_lines
from udl_lint.readers.yaml_tree import Node, Tree
from udl_lint.source import Source, Span

__all__ = ["Markdown", "looks_like_lesson", "read_yaml", "tree_to_draft"]

Markdown = Callable[[View, Draft, int], None]
"""Appends the parts of Markdown lines to a draft; its headings count from the given level (the level of the heading above)."""

_MOST_FACT_WORDS = 25
_MOST_BARE_WORDS = 8
"""`students: in pairs, build …` is more than a fact: a longer value is also read as text."""
_VIDEO_KEYS = frozenset({"video", "videos", "video link", "video url", "clip", "film", "youtube", "vimeo", "pelicula"})
_PLAIN_ROLES: frozenset[Role | None] = frozenset({None, "procedure", "meta", "other"})
"""Roles that a key within a step does not take it out of."""


def read_yaml(source: Source, cues: Cues, markdown: Markdown, tree: Tree | None = None) -> Draft:
    """The draft of a YAML lesson; raises nothing on any text. `tree`: what `read_somehow` made of the source, if that is there already."""
    tree = tree or read_somehow(source)
    draft = Draft(source, tree.troubles, tree.permits)
    if tree.root is not None:
        tree_to_draft(_plan_in(tree.root), draft, cues, "key", markdown)
    return draft


def _plan_in(root: Node) -> Node:
    """The plan itself, where one key that only says so holds all of it: `lesson_plan: {title: …, grade: …}`."""
    while root.kind == "mapping" and len(root.pairs) == 1 and plain(root.pairs[0][0].text) in PLANS and root.pairs[0][1].kind == "mapping":
        root = root.pairs[0][1]
    return root


def tree_to_draft(node: Node, draft: Draft, cues: Cues, where: Where, markdown: Markdown, *, level: int = 1) -> None:
    """Append the parts of a mapping or list to the draft: facts, headings at `level` and below, blocks, links."""
    scribe = _Scribe(draft, cues, where, markdown)
    if node.kind == "mapping":
        scribe.plan(node, level)
    else:
        scribe.list(node, level, None, Slot("item"))


class Slot(Named):
    """Where a text stands: under which key, and what that makes of its block."""

    kind: BlockKind
    key: str = ""
    label: str = ""
    audience: Audience = "unknown"
    depth: int = 0


@dataclass(frozen=True)
class _Scribe:
    """Writes a tree into a draft, in reading order."""

    draft: Draft
    cues: Cues
    where: Where
    markdown: Markdown

    def plan(self, node: Node, level: int) -> None:
        """The mapping that is the plan, or one of its facts: `lesson: {title: …, grade: …}`."""
        for key, value in node.pairs:
            if not self._fact(key, value):
                self.part(key, value, level, about=True)

    def _fact(self, key: Node, value: Node) -> bool:
        """Take a pair as a fact about the lesson where it is one, and say whether that is all it is. An empty one is."""
        fact = self.cues.fact(key.text)
        if fact is None or value.empty:
            return fact is not None
        listed = value.items and all(is_short(item, 6) for item in value.items)
        count = len(value.text.split())
        if not listed and (value.kind != "scalar" or count > _MOST_FACT_WORDS):
            return False
        text = ", ".join(item.text for item in value.items) if listed else " ".join(value.text.split())
        text = unescape(text) if "&" in text else text
        self.draft.facts.append(Fact(key.text, text, value.span if listed else value.inner, self.where))
        return fact == "title" or count <= _MOST_BARE_WORDS

    def part(self, key: Node, value: Node, level: int, about: bool = False) -> None:
        """A key and what stands under it. `about`: only mappings of facts stand above it."""
        role = self.cues.role(key.text)
        if is_setting(key, value) or (about and self._names_teacher(key, value)):
            return
        if not has_text(value) and (role is None or self.where == "front matter"):
            return
        self.heading(key, level)
        if value.kind == "scalar":
            self.text(value, level, Slot("paragraph", key.text))
        elif value.kind == "sequence":
            self.list(value, level + 1, role, Slot("item", key.text))
        elif about and role in (None, "meta"):
            self.plan(value, level + 1)
        elif role == "vocabulary" and all(is_short(meaning, 60) for _, meaning in value.pairs):
            for word, meaning in value.pairs:
                self.pair(word, meaning)
        elif is_step(value, self.cues):
            self.step(value, level)
        else:
            for inner, below in value.pairs:
                self.part(inner, below, level + 1)

    def _names_teacher(self, key: Node, value: Node) -> bool:
        return self.cues.audience(key.text) == "teacher" and self.cues.role(key.text) is None and is_short(value, 4)

    def heading(self, key: Node, level: int) -> None:
        """Open a section by a key; a value that lost its key opens none."""
        text = " ".join(key.text.replace("_", " ").replace("-", " ").split())
        if text:
            self.draft.parts.append(DraftHeading(key.inner, text, level))

    def list(self, node: Node, level: int, role: Role | None, slot: Slot) -> None:
        """A list: texts are items; mappings are steps with sections at `level`, or things with properties."""
        for item in node.items:
            if item.kind == "scalar":
                self.text(item, level - 1, slot)
            elif item.kind == "sequence":
                self.list(item, level, role, slot._replace(depth=slot.depth + 1))
            elif len(item.pairs) == 1:
                self.single(*item.pairs[0], level, role)
            elif self._is_record(item, role):
                self.record(item, level, slot.key)
            else:
                self.step(item, level, self._step_heading(item, level))

    def single(self, key: Node, value: Node, level: int, role: Role | None) -> None:
        """A list entry of one pair: `- opening: …`, `- step: …`, or a sentence with a colon in it."""
        if is_setting(key, value):
            return
        named = plain(key.text) in NAMES or plain(key.text) in BODIES
        if value.kind != "scalar" or (not named and self.cues.role(key.text) and role not in RECORDS):
            self.part(key, value, level)
        elif named or value.style in ("literal", "folded") or is_address(value.text):
            self.text(value, level - 1, Slot("item", key.text, key.text))
        else:
            self.pair(key, value)

    def pair(self, key: Node, value: Node) -> None:
        """`word: meaning` as one item that holds both."""
        if value.style in ("literal", "folded", "alias") or value.empty:
            self.text(value, 1, Slot("item", "", key.text))
            return
        span = Span(key.span.start, value.span.end)
        between = self.draft.source.text[key.span.end : value.span.start]
        prose = prose_of(self.draft.source, key) + between + prose_of(self.draft.source, value)
        self.draft.parts.append(DraftBlock("item", span, prose, label=key.text, audience=self.cues.audience(key.text)))

    def _is_record(self, node: Node, role: Role | None) -> bool:
        if any(not is_short(value, 40) for _, value in node.pairs):
            return False
        return role in RECORDS or any(is_address(value.text) for _, value in node.pairs)

    def record(self, node: Node, level: int, key: str) -> None:
        """A thing with properties: a word and its meaning, a link and its text."""
        named = next((value.text for _, value in node.pairs if says_something(value.text) and not is_address(value.text)), "")
        for inner, value in node.pairs:
            if is_address(value.text):
                self.link(value, (inner.text, key), named)
            elif not is_setting(inner, value) and says_something(value.text):
                self.text(value, level - 1, Slot("item", "", inner.text))

    def step(self, node: Node, level: int, named: Pair | None = None) -> None:
        """What belongs to a step, a slide or a day, whose heading is written; `named` is the pair that the heading took up.

        Its keys are blocks with the key as label; a key that means something else (homework, materials) opens a section below.
        """
        rest = [pair for pair in node.pairs if pair is not named and not is_setting(*pair)]
        timed = [pair for pair in rest if self.cues.fact(pair[0].text) == "minutes" and pair[1].kind == "scalar" and not pair[1].empty]
        for key, value in timed:  # its time belongs to the step itself, wherever it stands among the keys
            self.text(value, level, Slot("paragraph", key.text, key.text), always=True)
        below = False
        for pair in rest:
            key, value = pair
            if pair in timed or not has_text(value):
                continue
            slot = Slot("paragraph", key.text, key.text, self.cues.audience(key.text))
            nested = value.kind == "mapping" or any(item.kind == "mapping" for item in value.items)
            if nested or below or (plain(key.text) not in BODIES and self.cues.role(key.text) not in _PLAIN_ROLES):
                below = True
                self.part(key, value, level + 1)
            elif value.kind == "sequence":
                self.list(value, level + 1, None, slot._replace(kind="item"))
            else:
                self.text(value, level, slot)

    def _step_heading(self, node: Node, level: int) -> Pair | None:
        """Open a step's section, called by its name or else by its first pair; returns the pair that the heading took up whole."""
        named = name_pair(node)
        if named is not None and says_something(named[1].text):
            self.draft.parts.append(DraftHeading(named[1].inner, " ".join(named[1].text.split()), level))
            return named
        pair = named or next((pair for pair in node.pairs if not is_setting(*pair)), None)
        if pair is None or not has_text(node):
            return None
        key, value = pair
        if is_short(value, 4) and not value.empty:  # `day: 1`, `time: 0–5 min`
            span = Span(key.inner.start, value.inner.end)
            self.draft.parts.append(DraftHeading(span, f"{' '.join(key.text.split())}: {' '.join(value.text.split())}", level))
            return named
        self.heading(key, level)
        return None

    def text(self, node: Node, level: int, slot: Slot, always: bool = False) -> None:
        """A text as blocks; one that holds Markdown goes to the Markdown reader. `always`: also a bare number."""
        source = self.draft.source
        if node.empty:
            return
        if is_address(node.text):
            self.link(node, (slot.key, slot.label))
        elif node.style == "alias":
            self._block(node.span, " " * (node.span.end - node.span.start), slot)
        elif not always and not says_something(node.text) and not (slot.key and self.cues.role(slot.key)):
            return
        elif is_markdown(source, node):
            before = len(self.draft.parts)
            self.markdown(text_lines(source, node), self.draft, level)
            self._mark(before, slot)
        else:
            lead = node.inner.start - node.span.start
            prose = prose_of(source, node)[lead : lead + node.inner.end - node.inner.start]
            if prose.strip():
                self._block(node.inner, prose, slot)

    def _block(self, span: Span, prose: str, slot: Slot) -> None:
        self.draft.parts.append(DraftBlock(slot.kind, span, prose, slot.depth, slot.audience, slot.label))

    def _mark(self, before: int, slot: Slot) -> None:
        """Give what the Markdown reader wrote the place it has in the tree."""
        added = self.draft.parts[before:]
        for index, part in enumerate(added, before):
            if isinstance(part, DraftBlock):
                kind = slot.kind if len(added) == 1 and part.kind == "paragraph" else part.kind
                audience = slot.audience if part.audience == "unknown" else part.audience
                depth = part.depth + (slot.depth if kind == "item" else 0)
                self.draft.parts[index] = part._replace(kind=kind, label=part.label or slot.label, audience=audience, depth=depth)

    def link(self, node: Node, keys: tuple[str, ...], named: str = "") -> None:
        """A web address that is a whole value; `named`: the text that stands beside it, as a link's text would."""
        target = node.text.strip()
        self.draft.links.append(Link(node.inner, named or target, target, bare=not named))
        if media_kind(target) == "video" or any(plain(key) in _VIDEO_KEYS for key in keys):
            self.draft.embeds.append(Embed(node.inner, "video", target))
        if not named:
            blank = re.sub(r"[^\r\n]", " ", self.draft.source.slice(node.inner))
            self._block(node.inner, blank, Slot("item", "", keys[0]))
