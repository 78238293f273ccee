"""Asking fewer of the Markdown library's rules changes nothing of what they find."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from markdown_it import MarkdownIt

from markdown_shapes import DOCUMENTS, RUBBLE
from udl_lint.readers.first_letters import FirstLetterRuler


def made() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code"])


PLAIN = made()
QUICK = made()
QUICK.block.ruler = FirstLetterRuler(QUICK.block.ruler)


def blocks(parser: MarkdownIt, text: str) -> list[dict[str, Any]]:
    return [dict(token.as_dict()) for token in parser.parse(text)]


@given(RUBBLE)
@settings(max_examples=400)
def test_rubble_is_taken_apart_as_by_the_library(text: str) -> None:
    assert blocks(QUICK, text) == blocks(PLAIN, text)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_documents_are_taken_apart_as_by_the_library(written: Any) -> None:
    assert blocks(QUICK, written.text) == blocks(PLAIN, written.text)
