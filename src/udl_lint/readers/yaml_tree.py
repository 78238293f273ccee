"""YAML as a small tree of texts that know where they stand. Nothing but texts is ever made from what a lesson's YAML says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from udl_lint.lesson import Permit, Trouble
from udl_lint.patterns import lazy
from udl_lint.readers.yaml_comments import loose_permits, permits_between
from udl_lint.readers.yaml_neutral import neutral, restored
from udl_lint.readers.yaml_troubles import Kind, Refusal, control_characters, duplicate_keys, explain, nested_braces, second_document, tags
from udl_lint.source import LINE_END, Source, Span

DEPTH_LIMIT = 100
NODE_LIMIT = 100_000
ALIAS_LIMIT = 200_000
"""Nodes that all aliases together would unfold to. A lesson stays far below all three; a bomb does not."""

Style = Literal["plain", "quoted", "literal", "folded", "alias", "block", "flow"]

_CONTROL = lazy("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_WORD = lazy(r"\S+")
_PROPERTY = lazy(r"(?:[&!]\S*|#[^\r\n]*)?\s*")
_NOTHING = lazy(r"(?:\s++|#[^\r\n]*+|---|\.\.\.)*+")


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a mapping or a list. `span` covers all of it; `inner` only the text, without quotation marks, tags or block header."""

    kind: Literal["scalar", "mapping", "sequence"]
    span: Span
    inner: Span
    style: Style
    text: str = ""
    """What a text says: escapes resolved, lines folded. Always a text, never a number or a date."""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()
    indent: int = 0
    """Columns that a block text stands in from the left."""

    @property
    def empty(self) -> bool:
        """Whether nothing is there: no value, or a null."""
        if self.items or self.pairs or self.style == "alias":
            return False
        return not self.text.strip() or (self.style == "plain" and self.text in ("~", "null", "Null", "NULL"))


@dataclass(frozen=True)
class Tree:
    """What was read. `root` is None when there is nothing or when it cannot be read, which `troubles` then say."""

    root: Node | None
    troubles: tuple[Trouble, ...] = ()
    permits: tuple[Permit, ...] = ()
    refusal: Refusal | None = None


def read_tree(source: Source, span: Span | None = None, *, hidden: int = 0, pure: bool = False) -> Tree:
    """The tree of a source or of a span of it, whose first `hidden` characters count as spaces. Raises nothing on any text.

    `pure` keeps to PyYAML's parser in Python, which is also used where the other is missing. The first document counts.
    """
    area = span or Span(0, len(source.text))
    controls = [match.start() for match in _CONTROL.finditer(source.text, *area)]
    troubles = [control_characters(source, controls)] if controls else []
    growth = _Growth(" " * hidden + neutral(source.text[area.start + hidden : area.end]), area.start)
    try:
        root = growth.grow(pure)
    except Refusal as refusal:
        return Tree(None, (*troubles, explain(source, refusal)), tuple(loose_permits(source, area)), refusal)
    troubles += [duplicate_keys(source, first, second) for first, second in growth.twins]
    troubles += [tags(growth.tags)] if growth.tags else []
    troubles += [nested_braces(source, place) for place in growth.braces]
    troubles += [second_document(source, growth.second)] if growth.second is not None else []
    return Tree(root, tuple(troubles), tuple(permits_between(source, area, growth.texts, growth.base + growth.end)))


@dataclass
class _Open:
    """A mapping or list that has not ended yet."""

    event: Any
    children: list[Node] = field(default_factory=list)
    weight: int = 1


class _Growth:
    """Builds one tree from PyYAML's events. Holds what was odd on the way."""

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base
        self.nodes = self.unfolded = 0
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[int, str] | None] = {}
        self.texts: list[Span] = []
        self.twins: list[tuple[Span, Span]] = []
        self.tags: list[Span] = []
        self.braces: list[Span] = []
        self.second: int | None = None
        self.end = len(text)
        """Where reading ended: at a second document, else at the end."""

    def grow(self, pure: bool) -> Node | None:
        """The root of the first document that holds anything; raises Refusal with offsets in the source."""
        import yaml

        loader: Any = (yaml.BaseLoader if pure or not yaml.__with_libyaml__ else yaml.CBaseLoader)(self.text)
        try:
            root = self._document(self._events(loader))
            self._refuse_tabs()
        except yaml.MarkedYAMLError as error:
            since = self._offset(error.context_mark)
            at = self._offset(error.problem_mark)
            problem = error.problem or ""
            kind: Kind = "depth" if "nesting depth" in problem else "syntax"
            raise Refusal(kind, at if at is not None else since or self.base, since, problem) from None
        except (ValueError, OverflowError):  # the parser in Python, on an escape such as \UFFFFFFFF
            raise Refusal("syntax", self.base + loader.get_mark().index, None, "escape") from None
        finally:
            loader.dispose()
        return root

    def _refuse_tabs(self) -> None:
        """A tab that begins a line outside a text: the C parser lets some of them pass."""
        at = 0
        for taken in (*self.texts, Span(self.base + self.end, 0)) if "\t" in self.text else ():
            tab = self.text.find("\t", at, max(at, taken.start - self.base))
            if tab >= 0:
                raise Refusal("syntax", self.base + tab)
            at = max(at, taken.end - self.base)

    def _offset(self, mark: Any) -> int | None:
        return None if mark is None else self.base + min(mark.index, len(self.text))

    def _events(self, loader: Any) -> Iterator[Any]:
        while loader.check_event():
            yield loader.get_event()

    def _document(self, events: Iterator[Any]) -> Node | None:
        import yaml

        kinds: Any = yaml.events
        root: Node | None = None
        for event in events:
            if isinstance(event, kinds.DocumentStartEvent) and root is not None:
                self.end = event.start_mark.index
                if not _NOTHING.fullmatch(self.text, event.end_mark.index):
                    self.second = self.base + self.end
                return root
            if isinstance(event, kinds.NodeEvent):
                done = self._node(event, kinds)
            elif isinstance(event, kinds.CollectionEndEvent):
                done = self._close(event)
            else:
                continue
            if done is not None and (done.kind != "scalar" or done.span.start < done.span.end):
                root = done
        return root

    def _node(self, event: Any, kinds: Any) -> Node | None:
        """Take a node's event; the node itself when it is the document's only one."""
        at = self.base + event.start_mark.index
        self.nodes += 1
        if self.nodes > NODE_LIMIT:
            raise Refusal("nodes", at)
        if isinstance(event, kinds.AliasEvent):
            return self._alias(event, at)
        if event.tag not in (None, "!"):
            word = _WORD.match(self.text, event.start_mark.index)
            self.tags.append(Span(at, self.base + word.end() if word else at))
        if isinstance(event, kinds.ScalarEvent):
            node = self._scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = (1, node.text)
            return self._place(node, 1)
        if len(self.stack) >= DEPTH_LIMIT:
            raise Refusal("depth", at)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.stack.append(_Open(event))
        return None

    def _alias(self, event: Any, at: int) -> Node | None:
        if event.anchor not in self.anchors:
            raise Refusal("alias", at)
        meant = self.anchors[event.anchor]
        if meant is None:
            raise Refusal("self", at)
        self.unfolded += meant[0]
        if self.unfolded > ALIAS_LIMIT:
            raise Refusal("unfolds", at)
        span = Span(at, self.base + event.end_mark.index)
        return self._place(Node("scalar", span, span, "alias", meant[1]), meant[0])

    def _place(self, node: Node, weight: int) -> Node | None:
        if not self.stack:
            return node
        self.stack[-1].children.append(node)
        self.stack[-1].weight += weight
        return None

    def _scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        while start == end and start and self.text[start - 1] in " \t\r\n":  # nothing is there; the parsers say so at different places
            start = end = start - 1
        if any("\ud800" <= character <= "\udfff" for character in event.value):
            raise Refusal("syntax", self.base + start, None, "escape")
        inside = start
        while inside < end and self.text[inside] in "&!#":
            match = _PROPERTY.match(self.text, inside, end)
            inside = match.end() if match else end
        self.texts.append(Span(self.base + inside, self.base + end))
        event.value = restored(event.value)
        span = Span(self.base + start, self.base + end)
        if event.style in ("|", ">"):
            return self._block(event, span, inside)
        if event.style in ("'", '"'):
            return Node("scalar", span, Span(self.base + inside + 1, self.base + end - 1), "quoted", event.value)
        tab = self.text.find("\t", inside, end)  # at the head of a line: the C parser lets some of them pass
        if tab >= 0:
            raise Refusal("syntax", self.base + tab)
        return Node("scalar", span, Span(self.base + inside, self.base + end), "plain", event.value)

    def _block(self, event: Any, span: Span, inside: int) -> Node:
        end = span.end - self.base
        header = LINE_END.search(self.text, inside, end)
        start = header.start() if header else end
        self.texts[-1] = Span(self.base + start, span.end)
        content = self.text[start:end]
        first = start + len(content) - len(content.lstrip(" \t\r\n"))
        last = start + len(content.rstrip(" \t\r\n"))
        style: Style = "literal" if event.style == "|" else "folded"
        if first >= last:
            return Node("scalar", Span(span.start, self.base + start), Span(self.base + start, self.base + start), style, event.value)
        line = max(self.text.rfind("\n", start, first), self.text.rfind("\r", start, first)) + 1
        said = next(each for each in event.value.split("\n") if each.strip(" \t"))
        indent = _spaces(self.text[line:first]) - _spaces(said)
        return Node(
            "scalar",
            Span(span.start, self.base + last),
            Span(self.base + line + indent, self.base + last),
            style,
            event.value,
            indent=indent,
        )

    def _close(self, event: Any) -> Node | None:
        opened = self.stack.pop()
        children = opened.children
        flow = bool(opened.event.flow_style)
        start = self.base + opened.event.start_mark.index
        if not flow and children:
            start = children[0].span.start
        end = self.base + event.end_mark.index if flow or not children else max(start, children[-1].span.end)
        span = Span(start, end)
        style: Style = "flow" if flow else "block"
        if type(opened.event).__name__ == "SequenceStartEvent":
            node = Node("sequence", span, span, style, items=tuple(children))
        else:
            node = self._mapping(span, style, children)
        if opened.event.anchor is not None:
            self.anchors[opened.event.anchor] = (opened.weight, "")
        return self._place(node, opened.weight)

    def _mapping(self, span: Span, style: Style, children: list[Node]) -> Node:
        pairs = tuple(zip(children[::2], children[1::2], strict=False))
        if any(key.kind != "scalar" for key, _ in pairs):  # `title: {{ name }}` of a template, nearly always
            self.braces.append(span)
            written = self.text[span.start - self.base : span.end - self.base]
            return Node("scalar", span, span, "plain", restored(written))
        seen: dict[str, list[Span]] = {}
        for key, _ in pairs:
            seen.setdefault(key.text, []).append(key.span)
        self.twins += [(spans[0], spans[1]) for text, spans in seen.items() if len(spans) > 1 and text != "<<"]
        return Node("mapping", span, span, style, pairs=pairs)


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
