"""Blocks of Markdown read in C are those of the Markdown library."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from markdown_shapes import DOCUMENTS, RUBBLE
from udl_lint.readers.blocks import NESTING, Part, read_blocks
from udl_lint.readers.library import library_blocks

try:
    from udl_lint import _speedups as quick
except ImportError:
    quick = None  # type: ignore[assignment]

pytestmark = pytest.mark.skipif(quick is None, reason="the module in C was not built")

MARKED = frozenset(("heading_open", "bullet_list_open", "ordered_list_open", "list_item_open", "fence"))
"""Parts whose markup is asked for."""
ASKED = MARKED | frozenset(
    "inline bullet_list_close ordered_list_close blockquote_open blockquote_close table_open tr_open table_close".split()
)


def asked(parts: Any) -> list[Part]:
    """Of parts what this reader asks."""
    kept: list[Part] = []
    table = False
    for part in parts:
        table = part.type == "table_open" or (table and part.type != "table_close")
        if part.type in ASKED and not (table and part.type == "inline"):
            kept.append(part if part.type in MARKED else part._replace(markup=""))
    return kept


def alike(text: str) -> bool:
    """Whether C reads a text at all; fails where it reads it otherwise than the library."""
    found = quick.blocks(text, NESTING, Part)
    if found is None:
        return False
    library = library_blocks(text)
    parts, rows = found
    assert asked(parts) == asked(library.parts)
    assert rows == library.rows
    assert not library.references
    return True


MARKS = "- |* |+ |1. |2) |10. |0. |123456789. |1234567890. |> |>|# |## |#|####### |---|===|- - -|***|```|~~~|````|=|`|*|-|1.|[a]|[a]: b|<b>"
CELLS = "¦|| a | b ||---|---|¦---|---¦:-:¦\\|¦x | y¦||¦|"
SPACES = ["\n", "\n", "\n\n", " ", "  ", "    ", "\t", "\u00a0", "\u2003", "\v", "\x1c", "\x85", "\u2028"]
LINES = st.lists(st.sampled_from([*MARKS.split("|"), *CELLS.split("¦"), *SPACES, "a", "b c", "é", "Some text"]), max_size=40).map("".join)


@given(LINES)
@settings(max_examples=2000)
def test_marks_and_spaces_are_taken_apart_as_by_the_library(text: str) -> None:
    alike(text)


@given(RUBBLE)
@settings(max_examples=400)
def test_rubble_is_taken_apart_as_by_the_library(text: str) -> None:
    alike(text)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_documents_are_taken_apart_as_by_the_library(written: Any) -> None:
    alike(written.text)


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "- > ", "> 1. "])
def test_depth_ends_where_the_library_s_does(mark: str) -> None:
    for times in (40, 49, 50, 51, 60, 99, 100, 101, 300):
        assert alike(mark * times + "a\n" + mark * (times // 2) + "b\n")
        assert alike("".join(f"{'  ' * level}{mark}a\n" for level in range(times)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain\n",
        "# A\n\n- b\n- c\n",
        "> a\nb\n",
        "|a|b|\n|-|-|\n|1|2|\n",
        "A\n===\n",
        "```py\nx\n```\n",
        "a\n\n    b\n",
        "1) a\n\n   b\n",
    ],
)
def test_what_teachers_write_most_is_read_without_the_library(text: str) -> None:
    assert alike(text)


@pytest.mark.parametrize("text", ["<b>a</b>\n", "- a\n  <div>\n", "[a]: b\n\n[a]\n", "> 1. <hr>\n", "a\r\nb\n", "a\0b\n"])
def test_what_is_rare_is_left_to_the_library(text: str) -> None:
    assert quick.blocks(text, NESTING, Part) is None
    assert read_blocks(text) == library_blocks(text)


@pytest.mark.parametrize("given", [(b"a", 1, Part), ("a", "b", Part), ("a", 1, 5), ("a", 1), ("a", 1 << 99, Part), ("a", 1, int)])
def test_what_makes_no_sense_is_refused(given: tuple[Any, ...]) -> None:
    with pytest.raises((TypeError, OverflowError)):
        quick.blocks(*given)


def test_nothing_is_kept_of_what_was_read() -> None:
    import gc

    text = "# A\n\n> - b\n>   c\n> d\n\n1. e\n   f\n\n|a|b|\n|-|-|\n|c|d|\n\nG\n---\n```\nh\n"
    for _ in range(100):
        quick.blocks(text, NESTING, Part)
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(1000):
        quick.blocks(text, NESTING, Part)
        with pytest.raises(TypeError):
            quick.blocks(text, NESTING, int)  # type: ignore[arg-type]
    gc.collect()
    assert sys.getallocatedblocks() - before < 500
