"""The text of one YAML value as prose of the same length, or as lines for the Markdown reader."""

from __future__ import annotations

import re

from udl_lint.patterns import lazy
from udl_lint.readers.draft import View
from udl_lint.readers.yaml_tree import Node
from udl_lint.source import Source, Span

_INLINE = lazy(r"\]\(|!\[|\*\S|`|https?://|www\.|<[A-Za-z/!]")
_BLOCKS = lazy(r"(?:\r\n|\n|\r)[ \t]*(?:[\r\n]|[-*#>|]|\d+[.)] )")
_ESCAPE = lazy(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|[\s\S])")
_KEPT = frozenset('"\\/')


def text_lines(source: Source, node: Node) -> View:
    """The lines of a text: those of a block text moved out by its indent, those of another without the space around them."""
    starts: list[int] = []
    lines: list[str] = []
    for number in range(source.position(node.inner.start).line, source.position(node.inner.end).line + 1):
        whole = source.line_span(number)
        line = Span(max(whole.start, node.inner.start), max(min(whole.end, node.inner.end), whole.start))
        start = min(whole.start + node.indent, line.end) if node.style in ("literal", "folded") else source.trim(line).start
        starts.append(start)
        lines.append(source.text[start : line.end].replace("\0", "\ufffd"))
    return View(source, tuple(starts), tuple(lines))


def is_markdown(source: Source, node: Node) -> bool:
    """Whether a text is Markdown: a block text under `|`, or another that has lists, paragraphs, emphasis or links in it."""
    if node.style == "literal":
        return True
    written = source.slice(node.inner)
    if node.style == "folded" and _BLOCKS.search(written):
        return True
    return bool(_INLINE.search(written)) and not (node.style == "quoted" and ("\\" in written or "''" in written))


def prose_of(source: Source, node: Node) -> str:
    """A text's source with quotation marks, tags and escapes blanked to the same length; nothing moves."""
    lead = " " * (node.inner.start - node.span.start)
    tail = " " * (node.span.end - node.inner.end)
    written = source.slice(node.inner)
    if node.style == "quoted":
        if source.text[node.inner.start - 1] == "'":
            written = written.replace("''", "' ")
        elif "\\" in written:
            written = _ESCAPE.sub(_unescape, written)
    return lead + written + tail


def _unescape(match: re.Match[str]) -> str:
    code = match[0][1:]
    if code[0] in "xuU" and len(code) > 1:
        number = int(code[1:], 16)
        letter = chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else " "
        letter = letter if letter.isprintable() else " "
        return letter + " " * (len(match[0]) - 1)
    return " " + (code if code in _KEPT else " " * len(code))
