"""Comments that an editor can put into a lesson: each is tried on the text first, and offered only where it does what it should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from udl_lint.files import LARGEST_LESSON
from udl_lint.finding import Finding
from udl_lint.named import Named
from udl_lint.readers import YAML_ENDINGS
from udl_lint.reading.places import title_place
from udl_lint.rulebook import Rulebook
from udl_lint.runner import Checked, check_bytes
from udl_lint.source import LINE_END, Source, Span

_REASON = "for a try"
"""Stands for the reason while a comment is tried: without one it does not count."""


class Insertion(Named):
    """Text to put in at an offset of the lesson's text."""

    offset: int
    text: str

    def into(self, text: str) -> str:
        """The text with it."""
        return text[: self.offset] + self.text + text[self.offset :]


def allowing(checked: Checked, finding: Finding, book: Rulebook) -> Insertion | None:
    """A comment that allows the finding, with the reason left to be written; None where none would do just that."""
    before = _said(checked)
    for place in _places(checked, finding):
        tried = _look(checked.path, place(f"udl-lint: allow {finding.rule} -- {_REASON}").into(checked.source.text), book)
        if tried is None:
            continue
        after = _said(tried)
        gone = before - after
        # That it is gone is not enough: as text, in the wrong place, the comment may have changed how the lesson is read.
        allowed = len(tried.allowed) > len(checked.allowed)
        if allowed and not after - before and gone and all(rule == finding.rule for rule, _, _ in gone):
            return place(f"udl-lint: allow {finding.rule} -- ")
    return None


def noting(checked: Checked, finding: Finding, book: Rulebook) -> Insertion | None:
    """A comment that holds the rule's fix; None where it would change what the lesson says."""
    words = " ".join(finding.advice.replace("--", "–").replace(">", "›").split())
    for place in _places(checked, finding):
        note = place(f"To mend: {words}")
        tried = _look(checked.path, note.into(checked.source.text), book)
        if tried is not None and _said(tried) == _said(checked):
            return note
    return None


class _Place(Named):
    offset: int
    lead: str
    tail: str
    hash: bool

    def __call__(self, words: str) -> Insertion:
        comment = f"# {words}" if self.hash else f"<!-- {words} -->"
        return Insertion(self.offset, f"{self.lead}{comment}{self.tail}")


def _places(checked: Checked, finding: Finding) -> Iterator[_Place]:
    """Where a comment could stand: on a line of its own before the words, at the end of their line, above the lesson."""
    source = checked.source
    yaml = source.path.lower().endswith(YAML_ENDINGS)
    end = _line_end(source)
    line = source.line_span(source.position(finding.span.start).line)
    text = source.slice(line)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    about_all = finding.span == title_place(checked.lesson)
    # In Markdown a comment and the line under it are one paragraph unless a blank line parts them. YAML may hold Markdown.
    for hash_ in (True, False) if yaml else (False,):
        apart = end if hash_ else end + end
        if not about_all:
            yield _Place(line.start, indent, apart, hash_)
            yield _Place(line.start, indent, end, hash_)
            yield _Place(line.end, " ", "", hash_)
        yield _Place(line.start, "", apart, hash_)
        if hash_ == yaml:
            yield _Place(0, "", apart, hash_)


def _line_end(source: Source) -> str:
    found = LINE_END.search(source.text)
    return found.group() if found else "\n"


def _look(path: str, text: str, book: Rulebook) -> Checked | None:
    outcome = check_bytes(path, text.encode("utf-8", "replace"), book.setting, LARGEST_LESSON + len(text))
    return outcome if isinstance(outcome, Checked) and outcome.status == "checked" else None


def _said(checked: Checked) -> Counter[tuple[str, str, str]]:
    """What is said of a lesson, whatever the lines: rules with their words and messages."""
    return Counter((each.rule, _words(checked.source, each.span), each.verdict) for each in checked.findings)


def _words(source: Source, span: Span) -> str:
    return " ".join(source.slice(span).split())
