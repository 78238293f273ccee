"""The block of YAML between two lines `---` at the top of a Markdown lesson; also one that is broken or never closed."""

from __future__ import annotations

from udl_lint.lesson import Trouble
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft
from udl_lint.readers.yaml import Markdown, tree_to_draft
from udl_lint.readers.yaml_labels import is_label, read_somehow
from udl_lint.source import Source, Span

RULE = "input/front-matter"
HEADING_LEVEL = 6
"""Of the sections that front matter opens, so that any heading of the lesson's body ends them."""

_JSON = ('{"', "{'")
"""How a block opens that some programs write as JSON, which is YAML, too."""
_HEADING = lazy(r"#{1,6}(?:\s|$)")
_BLOCK_HEADER = lazy(r":[ \t]+[|>][+-]?\d?[+-]?[ \t]*$")


def split_front_matter(source: Source) -> Span | None:
    """The text between the two fences, or None where no front matter stands or where it is never closed.

    It begins on line 1 with `---`, and ends at a line `---` or `...` in column 1; an indented one belongs to a text.
    """
    if not _opens(source):
        return None
    closing = _closing(source)
    return Span(source.starts[1], source.starts[closing - 1]) if closing else None


def read_front_matter(source: Source, draft: Draft, cues: Cues, markdown: Markdown) -> int:
    """Append facts and sections of the front matter; returns the offset at which the body begins (0 without front matter).

    Broken front matter is read label by label and adds exactly one trouble.
    """
    if not _opens(source):
        return 0
    closing = _closing(source)
    if closing is None and not source.line(2).strip():
        return 0
    last = closing or _unclosed_end(source)
    area = Span(source.starts[1], source.starts[last - 1] if last <= source.line_count else len(source.text))
    tree = read_somehow(source, area)
    if closing and tree.refusal is not None:
        stray = _stray_body(source, closing)
        if stray:
            closing, last = None, stray
            area = Span(source.starts[1], source.starts[last - 1])
            tree = read_somehow(source, area)
    troubles = [trouble._replace(rule=RULE, severity="warning") for trouble in tree.troubles]
    if closing is None:
        troubles = [_unclosed(source)]
    draft.troubles += troubles[-1:] if tree.refusal is not None else troubles
    draft.permits += tree.permits
    if tree.root is not None:
        tree_to_draft(tree.root, draft, cues, "front matter", markdown, level=HEADING_LEVEL)
    if closing is None:
        return area.end
    return source.starts[closing] if closing < len(source.starts) else len(source.text)


def _unclosed(source: Source) -> Trouble:
    return Trouble(
        RULE,
        "The block of facts that opens with --- on line 1 is never closed.",
        "Put a line with only --- below its last fact.",
        source.trim(source.line_span(1)),
    )


def _opens(source: Source) -> bool:
    """Whether line 1 is a fence and a label comes next; a rule drawn above a lesson is no front matter."""
    if source.line_count < 2 or not _is_fence(source.line(1), "---"):
        return False
    remark = False
    for number in range(2, source.line_count + 1):
        line = source.line(number)
        if _is_fence(line, "---") or _is_fence(line, "..."):
            return number == 2
        if line.startswith("#"):
            if number > 2 and not remark:
                return False
            remark = True
        elif line.strip():
            return is_label(line.lstrip()) or line.lstrip().startswith(_JSON)
        elif remark:
            return False
    return False


def _is_fence(line: str, mark: str) -> bool:
    return line.rstrip(" \t") == mark


def _closing(source: Source) -> int | None:
    """The number of the line that closes the block."""
    for number in range(2, source.line_count + 1):
        line = source.line(number)
        if line[:1] in "-." and (_is_fence(line, "---") or _is_fence(line, "...")):
            return number
    return None


def _unclosed_end(source: Source) -> int:
    """The line at which a block without a closing line ends: the first blank line or heading outside a block text, else past the end."""
    inside = False
    for number in range(2, source.line_count + 1):
        line = source.line(number)
        if not inside and (not line.strip() or _HEADING.match(line)):
            return number
        if line.strip():
            inside = _BLOCK_HEADER.search(line) is not None or (inside and line[:1] in " \t")
    return source.line_count + 1


def _stray_body(source: Source, closing: int) -> int | None:
    """Where the body begins if the closing line found is a rule drawn somewhere in it: a blank line, then what is no YAML."""
    blank: int | None = None
    for number in range(2, closing):
        line = source.line(number)
        if not line.strip():
            blank = blank or number
        elif blank and not (line[:1] in " \t" or line.startswith(("- ", "-\t")) or is_label(line)):
            following = next((source.line(n) for n in range(number + 1, closing) if source.line(n).strip()), "")
            remark = line.startswith("#") and (is_label(following) or following.lstrip().startswith(("- ", "#")))
            if not remark:
                return blank
            blank = None
        else:
            blank = None
    return None
