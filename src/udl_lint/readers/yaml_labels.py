"""Broken YAML read label by label: one slip of the pen must not hide the rest of a lesson."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from udl_lint.patterns import lazy
from udl_lint.readers.yaml_tree import Node, Tree, read_tree
from udl_lint.source import Source, Span

DEEPEST = 8
"""Indents that are followed inwards; what lies deeper is read as text."""
MOST_LINES = 5_000
"""Of broken YAML that are read label by label; each label costs a parser."""

_KEY = lazy(r"(\"[^\"]{1,60}\"|'[^']{1,60}'|[^\s:#&*!|>\"'%@`\[\]{},-][^:#]{0,60}?)[ \t]*:(?=[ \t]|$)[ \t]*")
_DASH = lazy(r"-(?:[ \t]+|$)")
_BLOCK = lazy(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_REMARK = lazy(r"\s#.*$")
_MOST_WORDS = 6
"""Words of a label at most: a longer text before a colon is a sentence."""


def read_somehow(source: Source, span: Span | None = None) -> Tree:
    """The tree of a source or of a span of it. Where YAML breaks, the parts that can be read are, and the trouble is said once."""
    tree = read_tree(source, span)
    if tree.refusal is None or not tree.refusal.readable:
        return tree
    area = span or Span(0, len(source.text))
    first, last = source.position(area.start).line, source.position(area.end).line
    if last - first >= MOST_LINES:
        return tree
    lines = [source.line_span(number) for number in range(first, last + 1)]
    lines = [Span(line.start, min(line.end, area.end)) for line in lines if line.start < area.end]
    return Tree(_read(source, lines, 0), tree.troubles, tree.permits, tree.refusal)


def is_label(line: str) -> bool:
    """Whether a line, without what stands before it, begins with `name:`."""
    match = _KEY.match(line)
    return match is not None and len(match[1].split()) <= _MOST_WORDS


def _read(source: Source, lines: Sequence[Span], depth: int) -> Node | None:
    """A part that is known to be broken, or its whole: split at its outermost lines."""
    kept = [line for line in lines if source.slice(line).strip() and not source.slice(line).lstrip().startswith("#")]
    if not kept:
        return None
    if depth >= DEEPEST:
        return _text(source, kept)
    pairs: list[tuple[Node, Node]] = []
    items: list[Node] = []
    for entry in _entries(source, kept):
        node = _entry(source, entry, depth)
        if node.kind == "mapping":
            pairs += node.pairs
        else:
            items += node.items if node.kind == "sequence" else (node,)
    span = Span(kept[0].start, kept[-1].end)
    if pairs:
        return Node("mapping", span, span, "block", pairs=tuple(pairs))
    return Node("sequence", span, span, "block", items=tuple(items)) if items else None


def _entries(source: Source, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """The lines cut where a label or a list item stands farthest to the left; a list under its label at the same column belongs to it."""
    margin = min(_column(source, line) for line in lines)
    entry: list[Span] = []
    labelled = False
    for line in lines:
        text = source.slice(line).lstrip() if _column(source, line) == margin else ""
        label = is_label(text)
        dash = not label and _DASH.match(text) is not None
        if entry and (label or (dash and not labelled)):
            yield entry
            entry = []
        if label or dash:
            labelled = label or (labelled and bool(entry))
        entry.append(line)
    if entry:
        yield entry


def _entry(source: Source, lines: list[Span], depth: int) -> Node:
    """One label with what belongs to it, or one list item."""
    whole = Span(lines[0].start, lines[-1].end)
    margin = source.position(whole.start).column - 1
    tree = read_tree(source, Span(whole.start - margin, whole.end), hidden=margin)
    if tree.root is not None:
        return tree.root
    head = source.trim(lines[0])
    text = source.slice(head)
    dash = None if is_label(text) else _DASH.match(text)
    if dash:
        rest = [Span(head.start + dash.end(), head.end), *lines[1:]]
        inner = _read(source, rest, depth + 1) if is_label(source.slice(rest[0])) else _text(source, rest)
        return Node("sequence", whole, whole, "block", items=(inner,) if inner else ())
    match = _KEY.match(text)
    if match is None or not is_label(text):
        return _text(source, lines)
    key = _quoted(source, Span(head.start, head.start + len(match[1])))
    value = Span(head.start + match.end(), head.end)
    below = lines[1:]
    if _BLOCK.match(source.slice(value)):
        return _mapping(whole, key, _block(source, below, value))
    if value.start == value.end:
        return _mapping(whole, key, _read(source, below, depth + 1) or _text(source, [value]))
    strays = next((at for at, line in enumerate(below) if _opens(source.slice(line).lstrip())), len(below))
    found = _mapping(whole, key, _text(source, [value, *below[:strays]]))
    more = _read(source, below[strays:], depth + 1)
    if more is not None and more.kind == "mapping":
        return Node("mapping", whole, whole, "block", pairs=(*found.pairs, *more.pairs))
    if more is not None and more.kind == "sequence":
        return Node("mapping", whole, whole, "block", pairs=(*found.pairs, (_nameless(more), more)))
    return found


def _nameless(node: Node) -> Node:
    at = Span(node.span.start, node.span.start)
    return Node("scalar", at, at, "plain")


def _opens(text: str) -> bool:
    return _DASH.match(text) is not None or is_label(text)


def _mapping(span: Span, key: Node, value: Node) -> Node:
    return Node("mapping", span, span, "block", pairs=((key, value),))


def _quoted(source: Source, span: Span) -> Node:
    text = source.slice(span)
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return Node("scalar", span, Span(span.start + 1, span.end - 1), "quoted", text[1:-1])
    return Node("scalar", span, span, "plain", text)


def _text(source: Source, lines: Sequence[Span]) -> Node:
    """The lines as one text, as written; a remark after the last word is left out."""
    span = source.trim(Span(lines[0].start, lines[-1].end))
    last = max(span.start, lines[-1].start)
    remark = _REMARK.search(source.text[last : span.end])
    if remark and remark.start():
        span = source.trim(Span(span.start, last + remark.start()))
    return Node("scalar", span, span, "plain", " ".join(source.slice(span).split()))


def _block(source: Source, lines: Sequence[Span], header: Span) -> Node:
    """The lines under `|` or `>`, which are text whatever stands in them."""
    if not lines:
        return _text(source, [Span(header.end, header.end)])
    margin = min(_column(source, line) for line in lines)
    inner = Span(lines[0].start + margin, lines[-1].end)
    style = "literal" if source.slice(header).startswith("|") else "folded"
    return Node("scalar", Span(header.start, inner.end), inner, style, source.slice(inner), indent=margin)  # type: ignore[arg-type]


def _column(source: Source, line: Span) -> int:
    """Characters before the first one that is seen, counted from where its line really begins."""
    return source.position(source.trim(line).start).column - 1
