"""Decoding: every way of saving a lesson is read or refused in words; and nothing printed can fool a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile.texts import CASES, PLAN, TRICKS, Case
from udl_lint.text import decode, escape


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_way_of_saving_a_lesson(case: Case) -> None:
    decoded = decode("a.md", case.data)
    assert [trouble.rule for trouble in decoded.troubles] == ([case.rule] if case.rule else [])
    assert decoded.sound is case.sound
    if case.text is not None:
        assert decoded.source.text == case.text
    for trouble in decoded.troubles:
        assert decoded.source.position(trouble.span.start).line == case.line
        assert trouble.severity == ("warning" if trouble.rule == "input/nul-character" else "error")
        assert trouble.message.endswith(".")
        assert len(trouble.advice.split()) <= 18


def test_a_file_that_is_too_large_is_not_read() -> None:
    decoded = decode("a.md", b"x" * 101, 100)
    assert [trouble.rule for trouble in decoded.troubles] == ["input/too-large"]
    assert "100 bytes" in decoded.troubles[0].message
    assert not decoded.sound
    assert decode("a.md", b"x" * 100, 100).sound
    assert "1 MiB" in decode("a.md", b"x" * (2**20 + 1), 2**20).troubles[0].message


def test_a_message_names_the_kind_of_file() -> None:
    for case in CASES:
        if case.rule == "input/not-text" and case.name not in ("NULs", "an executable"):
            (trouble,) = decode("a.md", case.data).troubles
            assert case.name.removeprefix("an ").removeprefix("a ").split()[0].lower() in trouble.message.lower()


@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_at_all_make_it_raise(data: bytes) -> None:
    decoded = decode("a.md", data)
    for trouble in decoded.troubles:
        assert 0 <= trouble.span.start <= trouble.span.end <= len(decoded.source.text)
    assert decoded.sound or decoded.troubles


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_plain_utf_8_stays_as_it_is(text: str) -> None:
    if text.startswith(("\ufeff", "PK\x03\x04", "{\\rtf", "%PDF-", "GIF8")):
        return
    decoded = decode("a.md", text.encode())
    assert decoded.source.text == text
    assert decoded.troubles == ()
    assert decode("a.md", b"\xef\xbb\xbf" + text.encode()).source == decoded.source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_mark_settles_the_encoding(codec: str) -> None:
    assert decode("a.md", ("\ufeff" + PLAN).encode(codec)).source.text == PLAN
    assert decode("a.md", PLAN.encode(codec)).source.text == PLAN


@pytest.mark.parametrize("text", TRICKS.values(), ids=TRICKS)
def test_no_trick_reaches_the_terminal(text: str) -> None:
    shown = escape(text)
    assert shown.isascii()
    assert shown.isprintable()


@given(st.text())
def test_what_is_printed_holds_nothing_that_is_not_seen(text: str) -> None:
    shown = escape(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert escape(shown) == shown
    assert shown.encode() or not text


def test_how_things_are_spelt() -> None:
    assert escape("ni\udcf1o\t1\n\x1b\u202e\U000e0041 é") == "ni\\xf1o\\t1\\n\\x1b\\u202e\\U000e0041 é"
