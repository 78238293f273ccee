"""Text to lesson: nothing is lost, nothing depends on line ends, what is broken is said, and every way of showing parts is understood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from hostile.markdown import SHAPES
from lesson_shapes import LESSONS
from markdown_shapes import DOCUMENTS, RUBBLE, Written
from udl_lint.lesson import Known, Lesson, Section
from udl_lint.packs import load_ruleset
from udl_lint.readers import blocks as reading_blocks
from udl_lint.readers import inline, library, read
from udl_lint.readers.cues import Cues
from udl_lint.readers.languages import guess_language
from udl_lint.readers.unclosed import AT_MOST
from udl_lint.source import LINE_END, Source
from udl_lint.text import decode

CUES: Cues = load_ruleset().cues


def lesson(text: str, name: str = "lesson.md") -> Lesson:
    return read(Source(name, text), CUES)


def value(known: Known[Any] | None) -> Any:
    """What is known, or None."""
    return None if known is None else known.value


def described(section: Section) -> str:
    """A section as a line: role, audience, setting, minutes, title."""
    minutes = section.minutes
    words = [
        section.role,
        section.audience if section.audience != "unknown" else "",
        section.setting if section.setting != "unknown" else "",
    ]
    if minutes is not None:
        words.append(f"{minutes.low:g}" if minutes.low == minutes.high else f"{minutes.low:g}–{minutes.high:g}")
    return f"{' '.join(word for word in words if word)} | {section.title}"


def outline(read_lesson: Lesson) -> list[object]:
    """All that a lesson says, with lines and columns in place of offsets."""
    place = read_lesson.source.position
    about = read_lesson.about
    out: list[object] = [
        (value(known), known is not None and known.where) for known in (about.title, about.grade, about.subject, about.minutes)
    ]
    out += [about.language, about.words]
    for section in read_lesson.sections:
        out.append((described(section), place(section.span.start), section.level, section.path))
        for block in section.blocks:
            out.append(
                (block.kind, place(block.span.start), " ".join(block.prose.split()), block.depth, block.label, block.role, block.number)
            )
    for group in (read_lesson.links, read_lesson.images, read_lesson.embeds, read_lesson.tables, read_lesson.troubles):
        out += [(type(thing).__name__, place(thing.span.start)) for thing in group]
    return out


def visible(read_lesson: Lesson) -> str:
    """Everything that a reader of the page would see, as the lesson holds it."""
    texts = [section.title for section in read_lesson.sections]
    texts += [block.prose for block in read_lesson.blocks]
    texts += [cell for table in read_lesson.tables for cell in table.header]
    return "\n".join(texts)


# Any text


@given(RUBBLE, st.sampled_from(["lesson.md", "grade-3/a.markdown", "stdin", "a.txt"]))
@settings(max_examples=300)
def test_any_text_is_read(text: str, name: str) -> None:
    found = lesson(text, name)
    assert [section.index for section in found.sections] == list(range(len(found.sections)))
    assert all(section.parent is None or section.parent < section.index for section in found.sections)
    starts = [section.span.start for section in found.sections]
    assert starts == sorted(starts)
    for section in found.sections:
        assert section.heading is None or found.source.slice(section.heading.span).strip()
        assert all(block.section == section.index for block in section.blocks)
        assert all(section.span.start <= block.span.start and block.span.end <= section.span.end for block in section.blocks)


@given(st.one_of(RUBBLE, DOCUMENTS.map(lambda written: written.text), st.sampled_from([shown.text for shown in LESSONS.values()])))
@settings(max_examples=200)
@example("**Materials**\npaper\n")
@example("<p>a\nb</p>\n")
@example("Grade: 4\nTime: 5 min\n")
def test_line_ends_change_nothing(text: str) -> None:
    plain = LINE_END.sub("\n", text)
    wanted = outline(lesson(plain))
    assert outline(lesson(plain.replace("\n", "\r\n"))) == wanted
    assert outline(lesson(plain.replace("\n", "\r"))) == wanted


@given(st.one_of(RUBBLE, DOCUMENTS.map(lambda written: written.text)), st.integers(1, 4))
@settings(max_examples=200)
def test_blank_lines_at_the_end_move_nothing(text: str, count: int) -> None:
    closed = text if text.endswith("\n") else LINE_END.sub("\n", text) + "\n"
    assert outline(lesson(closed + "\n" * count)) == outline(lesson(closed))


@given(st.sampled_from([shown.text for shown in LESSONS.values()]))
def test_a_byte_order_mark_changes_nothing(text: str) -> None:
    with_mark, without = (decode("lesson.md", mark + text.encode()) for mark in (b"\xef\xbb\xbf", b""))
    assert with_mark == without
    assert outline(read(with_mark.source, CUES)) == outline(lesson(text))


@pytest.mark.parametrize("name", LESSONS)
def test_composed_and_decomposed_letters_are_read_alike(name: str) -> None:
    text = LESSONS[name].text
    roles = [[section.role for section in lesson(unicodedata.normalize(form, text)).sections] for form in ("NFC", "NFD")]
    assert roles[0] == roles[1]


# Nothing lost


@given(DOCUMENTS)
@settings(max_examples=300)
def test_every_visible_word_is_kept_and_no_other(written: Written) -> None:
    shown = visible(lesson(written.text))
    assert [word for word in written.seen if word not in shown] == []
    assert [word for word in written.unseen if word in shown] == []


@cache
def reference() -> MarkdownIt:
    """The library's own reading, deep enough to lose nothing."""
    return MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["table", "strikethrough"]).disable(["code"])


def rendered_words(text: str) -> Iterator[str]:
    for token in reference().parse(text):
        for child in token.children or ():
            if child.type in ("text", "text_special"):
                yield from re.findall(r"[^\W_]+", child.content)


_MARKS = (
    "# ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "|",
    "|--|--|\n",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "[",
    "](",
    ")",
    "![",
    "\\",
)
_TEXTS = ("Homework", "Materials:", "**Goal:** ", "===\n", "---\n", "Grade: 4", "[x]: y\n", "• ", "##", "é")
_WORDS = st.integers(100, 999).map(lambda number: f" w{number} ")
PIECES = st.lists(st.one_of(st.sampled_from([*_MARKS, *_TEXTS]), _WORDS), max_size=40).map("".join)


@given(PIECES)
@settings(max_examples=400)
def test_what_the_library_shows_is_kept(pieces: str) -> None:
    text = "Below a line that keeps front matter away:\n\n" + pieces
    kept = set(re.findall(r"[^\W_]+", visible(lesson(text))))
    assert [word for word in rendered_words(text) if word not in kept] == []


@pytest.mark.parametrize("depth", [2, 12, 40, 49])
def test_deep_lists_keep_their_text(depth: int) -> None:
    text = "".join("  " * level + f"- word{level}\n" for level in range(depth))
    found = lesson(text)
    assert [block.prose.strip() for block in found.blocks] == [f"word{level}" for level in range(depth)]
    assert [block.depth for block in found.blocks] == list(range(depth))
    assert not found.troubles


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n" + "- " * 60 + "gone\n\nkept\n", 2),
        ("\n" + ">" * 120 + " gone\n\nkept\n", 2),
        (
            "".join("  " * level + "- kept\n" for level in range(49))
            + "".join("  " * level + "- gone\n" for level in range(49, 80))
            + "\nkept\n",
            50,
        ),
        (("- " * 60 + "gone\n\n") * 20 + "kept\n", 1),
    ],
)
def test_what_lies_too_deep_is_said(text: str, line: int) -> None:
    found = lesson(text)
    (trouble,) = found.troubles
    assert (trouble.rule, trouble.severity, found.source.position(trouble.span.start).line) == ("input/too-deep", "error", line)
    assert {block.prose.strip() for block in found.blocks} == {"kept"}
    assert len(found.blocks) == text.count("kept")


@pytest.mark.parametrize(
    ("text", "rule", "line", "kept"),
    [
        ("a\n\n```python\nb\n\n## Homework\n\nRead c.\n", "input/unclosed-code", 3, ["a", "b", "Read c."]),
        ("a\n\n~~~\n\n## Homework\n\nRead c.\n```\n", "input/unclosed-code", 3, ["a", "Read c."]),
        ("- a\n\n  ```\n  b\n\n## Homework\n\nRead c.\n", "input/unclosed-code", 3, ["a", "b", "Read c."]),
        ("1. a\n   ```\n   code\n```\n\n## Homework\n\nRead c.\n", "input/unclosed-code", 2, ["a", "Read c."]),
        ("a\n\n<!-- to do\n\n## Homework\n\nRead c.\n", "input/unclosed-comment", 3, ["a", "Read c."]),
        ("a <!-- to do\n\n## Homework\n\nRead c.\n", "input/unclosed-comment", 1, ["a", "Read c."]),
        ("a\n\n<div>\n\n## Homework\n\nRead c.\n", "input/unclosed-tag", 3, ["a", "Read c."]),
        ("a\n\n<div>\n## Homework\nRead c.\n", "input/unclosed-tag", 3, ["a", "## Homework Read c."]),
        ("a\n\n<table><tr><td>b\n\n## Homework\n\nRead c.\n", "input/unclosed-tag", 3, ["a", "b", "Read c."]),
        ("a\n\n<pre>\nb\n\n## Homework\n\nRead c.\n", "input/unclosed-tag", 3, ["a", "b", "Read c."]),
        ("a\n\n<script>\n\n## Homework\n\nRead c.\n", "input/unclosed-tag", 3, ["a", "Read c."]),
        ("a\n\n<![CDATA[\n\n## Homework\n\nRead c.\n", "input/unclosed-tag", 3, ["a", "Read c."]),
        ("a\n\n#\u00a0Homework\n\nRead c.\n", "input/odd-heading", 3, ["a", "Read c."]),
        ("a\n\n##\u200bHomework\n\nRead c.\n", "input/odd-heading", 3, ["a", "Read c."]),
        ("a\n\n＃ Homework\n\nRead c.\n", "input/odd-heading", 3, ["a", "Read c."]),
    ],
)
def test_what_is_never_closed_is_said_and_the_rest_is_read(text: str, rule: str, line: int, kept: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        found = lesson(text.replace("\n", end))
        assert [(trouble.rule, found.source.position(trouble.span.start).line) for trouble in found.troubles] == [(rule, line)]
        assert [" ".join(block.prose.split()) for block in found.blocks] == kept
        if not any("##" in block.prose for block in found.blocks):
            assert [described(section) for section in found.sections[1:]] == ["home home | Homework"]


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n```\n",
        "```\na\n```",
        "> ```\n> a\n> ```\n",
        "- ```\n  a\n  ```\n",
        "~~~\n```\n~~~\n\n\n",
        "<div>\n\na\n\n</div>\n",
        "<details><summary>a</summary>\n\nb\n\n</details>\n",
        "<p>a\n\n<li>b\n",
        "a <div>b</div>\n",
        "<!-- a\n\nb -->\n",
        "`<!--`\n",
        "```\n<!--\n<div>\n```\n",
        "#5 is best\n",
        "#hashtag\n",
        "| a | b |\n|---|---|\n| c | d |\n\ne | f\n",
        "<br>\n<hr>\n<img src='a' alt='b'>\n",
    ],
)
def test_what_is_closed_or_needs_no_closing_is_no_trouble(text: str) -> None:
    assert [trouble for trouble in lesson(text).troubles if trouble.rule != "input/empty"] == []


def test_a_table_that_ends_too_early_is_said() -> None:
    wide = "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|1|\n" * 300
    found = lesson(wide)
    (trouble,) = found.troubles
    assert trouble.rule == "input/broken-table"
    assert found.source.slice(trouble.span) == "|1|"


# Hostile text: the work grows as the text does. Counted, never timed.


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Characters that were given to what reads blocks and what reads the text in them, since the list was last cleared."""
    counted: list[int] = []

    def count(where: Any, name: str, length: Callable[..., int]) -> None:
        function = getattr(where, name)

        def counting(*given: Any) -> Any:
            counted.append(length(*given))
            return function(*given)

        monkeypatch.setattr(where, name, counting)

    count(reading_blocks, "blocks", lambda text, *_: len(text))
    count(library, "library_blocks", len)
    count(inline, "see", lambda content, *_: len(content))
    count(library.PositionedInline, "tokenize", lambda _, state: state.posMax - state.pos)
    return counted


ROUGH: dict[str, Callable[[int], str]] = {
    **SHAPES,
    "code that never ends, many times": lambda size: "```a\n" * size,
    "code that never ends, in a list": lambda size: "- ```a\n" * size,
    "raw tags that never end": lambda size: "<script>\n<pre>\n" * size,
    "tags without an end": lambda size: "<div><a <" * size + "\n",
    "cells that are not closed": lambda size: "<table>" + "<tr><td>a" * size + "\n",
    "headings that are all one": lambda size: "# " + "– Materials " * size + "\n",
    "labels": lambda size: "Materials: a\n" * size,
    "bold lines": lambda size: "**Homework**\n\n" * size,
    "addresses": lambda size: "https://example.org/a\n" * size,
    "brackets of a site": lambda size: "{% {: {a " * size + "\n",
    "panels": lambda size: '{panel type="a"}\n# A\n' * size,
    "bullets of another kind": lambda size: "• a\n" * size,
    "short lines in title case": lambda size: "Paper Cups\n\n" * size,
}


@pytest.mark.parametrize("shape", ROUGH)
def test_work_grows_as_the_text_does(shape: str, work: list[int]) -> None:
    sizes = (15, 30) if shape in ("lists by indent", "backticks of every length") else (150, 300)
    shares = []
    for size in sizes:
        text = ROUGH[shape](size)
        work.clear()
        lesson(text)
        shares.append(sum(work) / len(text))
    assert shares[1] <= 1.3 * shares[0] + 1, shares
    assert shares[1] <= 2 * (AT_MOST + 2)


def test_the_parser_is_left_as_it_was() -> None:
    """The limits that are set within a parse hold for the next one too."""
    for text in ("[" * 30 + "a" + "]" * 30, "- " * 40 + "b", "> " * 40 + "c"):
        first, again = (outline(lesson(text)) for _ in range(2))
        assert first == again


def test_a_plan_in_catchwords_is_known_as_english_whatever_stands_beside_them() -> None:
    """It has hardly any of the words by which a language is told, and commas and stops belong to no word."""
    catchwords = "Homework: worksheet. Warm-up, activity! Vocabulary; review. " + ", ".join(
        f"stem{letter}" for letter in "abcdefghijklmnopqrst"
    )
    assert guess_language(catchwords) == "en"


# How plans show their parts


@pytest.mark.parametrize("name", LESSONS)
def test_every_way_of_showing_parts(name: str) -> None:
    shown = LESSONS[name]
    found = lesson(shown.text)
    about = found.about
    grade = value(about.grade)
    assert (value(about.title), grade and str(grade), value(about.minutes), value(about.subject)) == shown.facts
    assert [described(section) for section in found.sections[1:]] == list(shown.sections)
    assert not found.troubles


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_known_is_shown_where_it_stands(name: str) -> None:
    found = lesson(LESSONS[name].text)
    for known in (found.about.title, found.about.subject):
        if known is not None and known.span is not None:
            assert re.sub(r"\W+", " ", str(known.value)).strip() in re.sub(r"\W+", " ", found.source.slice(known.span))
    if found.about.grade is not None and found.about.grade.span is not None:
        assert re.search(r"\d", found.source.slice(found.about.grade.span))


def blocks(text: str, name: str = "lesson.md") -> list[tuple[str, str]]:
    found = lesson(text, name)
    return [(block.role or found.sections[block.section].role, " ".join(block.prose.split())) for block in found.blocks]


def test_columns_say_for_whom_and_how_long() -> None:
    found = lesson(LESSONS["columns of a table"].text)
    cells = [(block.label, block.audience, block.minutes and block.minutes.high) for block in found.blocks if block.kind == "cell"]
    assert cells == [
        ("Time", "unknown", 5),
        ("Teacher activity", "teacher", None),
        ("Student activity", "student", None),
        ("Time", "unknown", 20),
        ("Teacher activity", "teacher", None),
        ("Student activity", "student", None),
    ]
    assert len({block.row for block in found.blocks if block.row is not None}) == 2


def test_a_first_row_of_one_cell_heads_its_table() -> None:
    row = "<tr><td>{}</td></tr>"
    boxes = [
        f"<table><tr><td colspan='2'><b>{title}</b></td></tr>{rows}</table>\n"
        for title, rows in (
            ("Learning objectives", row.format("Name three cells.")),
            ("Procedure", "<tr><td>10</td><td>Talk in pairs.</td></tr><tr><td>5</td><td>Sort cards.</td></tr>"),
            ("Weather", row.format("Bring a coat.")),
        )
    ]
    found = blocks("# Cells\n\n" + "\n".join(boxes) + "\nAfter.\n")
    roles = {text: role for role, text in found}
    assert (roles["Name three cells."], roles["Talk in pairs."], roles["Sort cards."]) == ("goals", "procedure", "procedure")
    assert (roles["Bring a coat."], roles["After."]) == ("other", "other")


def test_rows_of_two_tables_are_not_one() -> None:
    table = "| Time | Task |\n|--|--|\n| 5 min | Read |\n\n"
    rows = [block.row for block in lesson(table + "and\n\n" + table).blocks if block.kind == "cell"]
    assert len(rows) == 4
    assert len(set(rows)) == 2
    assert rows[0] == rows[1]
    assert rows[2] == rows[3]


def test_text_after_a_part_that_ends_by_itself_is_of_the_part_around_it() -> None:
    text = "# A\n\n## Procedure\n\n1. One.\n2. **Homework:** Two.\n3. Three.\n\n**Materials:** four\n\nFive.\n"
    assert blocks(text) == [("procedure", "One."), ("procedure", "Three."), ("procedure", "Five."), ("home", "Two."), ("materials", "four")]


def test_a_panel_ends_where_it_ends() -> None:
    found = lesson(LESSONS["panels and folded parts"].text)
    assert [" ".join(block.prose.split()) for block in found.sections[2].blocks] == [
        "Sort the cards in pairs.",
        "Count the comparisons.",
        "Tell another pair how you did it.",
        "For families The cards are in the library.",
    ]


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("Grade 4, two 45-minute class periods", 90),
        ("Grade 4 · 65-minute block · Room 12", 65),
        ("Grade 4 (3 class periods of 50 minutes)", 150),
        ("Grade 4 | 40 minutes x 2", 80),
        ("Grade 4 – 1.5 hours", 90),
        ("4.º grado, dos clases de 45 minutos", 90),
        ("This lesson takes about 50 minutes.", 50),
        ("Time: 45 minutes to 1 hour", 60),
        ("Time: 1 hour 15 minutes", 75),
        ("Time: 1h 30m", 90),
        ("Time: 50m", 50),
        ("Length of the field: 50m and more", None),
        ("Time: 2–3 class periods (40 minutes each)", 120),
        ("Grade: 4 | Time: 55 min | Subject: Art", 55),
        ("Duración: 60 minutos", 60),
        ("Watch the 10 minute film before class.", None),
        ("Day 2 of 5", None),
        ("Grade 4", None),
    ],
)
def test_lines_in_the_header_give_the_length_of_the_lesson(line: str, minutes: int | None) -> None:
    found = lesson(f"# Rain\n\n{line}\n\n## Goals\n\nI can measure rain.\n\n## Warm-up\n\nCount. (5 min)\n")
    assert value(found.about.minutes) == minutes
    header = next(block for block in found.blocks if line[:6] in block.prose)
    assert (header.role == "meta") == (minutes is not None or line == "Grade 4")
    assert found.sections[1].minutes is None


def test_times_below_the_header_are_those_of_parts() -> None:
    above = "# Rain\n\n## Goals\n\nI can measure rain.\n\n"
    text = above + "## Warm-up\n\nTime: 10 minutes\n\nCount.\n\n## Homework\n\n1. Read for 20 minutes.\n2. Tell.\n"
    found = lesson(text)
    assert found.about.minutes is None
    assert [described(section) for section in found.sections[3:]] == ["procedure class 10 | Warm-up", "home home | Homework"]
    assert [block.minutes.high for block in found.blocks if block.minutes] == [10, 20]


@pytest.mark.parametrize(
    ("text", "title", "where"),
    [
        ("# Family Recipes\n\n## Goals\n", "Family Recipes", "heading"),
        ("# Materials\n\nPaper\n\n## Goals\n", None, None),
        ("# Lesson Plan\n\nRain on our roof\n\n## Goals\n", "Rain on our roof", "text"),
        ("# Objectives for today\n\nRead.\n\n# Materials\n", None, None),
        ("## Rain on our roof\n\n### Goals\n", "Rain on our roof", "heading"),
        ("Rain on our roof\n\nGrade 4\n\n## Goals\n", "Rain on our roof", "text"),
        ("Grade 4\n\n## Goals\n\nI can.\n", None, None),
        ("---\ntitle: Rain\n---\n\n# Homework for today\n\nRead.\n", "Rain", "front matter"),
        ("**Title:** Rain\n\n**Grade:** 4\n\n## Goals\n", "Rain", "label line"),
        ("| Title | Rain |\n|--|--|\n| Grade | 4 |\n", "Rain", "table"),
        ("# **Rain** on our *roof*\n", "Rain on our roof", "heading"),
        ("# Lesson: Rain\n\n## Goals\n", "Rain", "heading"),
        ("", None, None),
    ],
)
def test_titles(text: str, title: str | None, where: str | None) -> None:
    known = lesson(text).about.title
    assert (value(known), known.where if known is not None else None) == (title, where)


@pytest.mark.parametrize(
    ("heading", "role", "audience"),
    [
        ("Supports for learners", "supports", "unknown"),
        ("Supports for English learners", "supports", "unknown"),
        ("Instructions for students", "student", "student"),
        ("Instrucciones para los estudiantes", "student", "student"),
        ("Instructions for the teacher", "notes", "teacher"),
        ("Questions for students", "other", "student"),
        ("Guide for instructors", "other", "teacher"),
        ("Notes for teachers", "notes", "teacher"),
        ("Homework for Tuesday", "home", "unknown"),
        ("A home for every animal", "other", "unknown"),
        ("Text for the play", "other", "unknown"),
    ],
)
def test_headings_that_say_for_whom(heading: str, role: str, audience: str) -> None:
    found = lesson(f"# A\n\n## {heading}\n\nb\n")
    assert (found.sections[2].role, found.sections[2].audience) == (role, audience)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Session objectives", "goals"),
        ("Our Class Goals", "goals"),
        ("Lesson goals and objectives", "goals"),
        ("Objectives for today", "goals"),
        ("Activity objectives", "goals"),
        ("Workshop schedule", "procedure"),
        ("Student supplies", "materials"),
        ("Reviewing the objectives", "other"),
        ("Goals of the first settlers", "other"),
        ("For next time", "home"),
    ],
)
def test_the_last_noun_of_a_short_heading_says_what_it_is_for(heading: str, role: str) -> None:
    assert lesson(f"# A\n\n## {heading}\n\nb\n").sections[2].role == role


def test_goals_under_a_label_end_with_their_list() -> None:
    text = "Wizards\n\nToday you will:\n\n- Draw a wizard.\n- Name three spells.\n\nRead the chapter with a partner.\n"
    found = lesson(text)
    assert [(section.role, [block.prose for block in section.blocks]) for section in found.sections if section.role == "goals"] == [
        ("goals", ["Draw a wizard.", "Name three spells."])
    ]


def test_short_lines_that_begin_with_a_picture_are_headings_unless_they_are_a_list() -> None:
    text = "# A\n\n🎯 Goals\nDraw a map.\n\n🧐 Before You Read\n\nThink of a street.\n\n✅ I know the key\n\n✅ I can draw north\n\n✅ I am done.\n"
    found = lesson(text)
    assert [(section.title, section.role) for section in found.sections[2:]] == [("🎯 Goals", "goals"), ("🧐 Before You Read", "other")]
    assert [block.prose for block in found.sections[3].blocks] == [
        "Think of a street.",
        "✅ I know the key",
        "✅ I can draw north",
        "✅ I am done.",
    ]


def test_short_lines_are_headings_where_they_stand_alone_and_a_list_where_they_do_not() -> None:
    text = "Rain\n\nGrade 4\n\nMaterials\n\nPaper Cups\n\nRulers\n\nBlue Ink\n\nWord Bank\n\nDown the Road\n\nWe measure the snow next.\n"
    found = lesson(text)
    assert [section.title for section in found.sections[1:]] == ["Materials", "Word Bank", "Down the Road"]
    assert [block.prose for block in found.sections[1].blocks] == ["Paper Cups", "Rulers", "Blue Ink"]


def test_a_line_that_says_something_after_its_label_is_no_heading() -> None:
    found = lesson("# A\n\n**Prerequisites**: None\n\nChallenge students to:\n\n1. Count.\n")
    assert [section.title for section in found.sections[1:]] == ["A", "Prerequisites"]
    assert sorted(block.prose for block in found.blocks) == ["Challenge students to:", "Count.", "None"]


def test_bold_words_without_a_colon() -> None:
    text = "# A\n\n## Procedure\n\n**Explain** why it rains.\n\n**Homework** Read the page.\n"
    assert blocks(text) == [("procedure", "Explain why it rains."), ("home", "Read the page.")]


@pytest.mark.parametrize("title", ["Homework Review (5 min)", "Check homework", "Go over HW", "Tarea en clase", "Take-home message"])
def test_what_class_does_with_homework_is_at_school(title: str) -> None:
    section = lesson(f"# A\n\n## Procedure\n\n### {title}\n\nStudents watch the clip.\n").sections[-1]
    assert (section.role, section.setting) == ("procedure", "class")


@pytest.mark.parametrize("line", ["**Duration:** 45 min", "Duration: 45'", "Time Required: 45 min", "Duración: 45 min"])
def test_a_line_that_states_a_time_is_a_fact(line: str) -> None:
    found = lesson(f"# A\n\n{line}\n\nTeacher: B\n\n## Procedure\n\nDraw.\n")
    assert found.about.minutes is not None
    assert found.about.minutes.value == 45
    assert [section.title for section in found.sections if section.heading] == ["A", "Procedure"]


# What once went wrong: each file with its reading beside it

REGRESSIONS = Path(__file__).parent / "regressions"


def report(found: Lesson) -> str:
    """A lesson as lines: facts, troubles, sections, and under each its blocks."""
    about = found.about
    known = {"title": value(about.title), "grade": value(about.grade), "minutes": value(about.minutes), "subject": value(about.subject)}
    lines = [f"{name}: {what}" for name, what in known.items() if what is not None]
    lines += [f"! {trouble.rule}, line {found.source.position(trouble.span.start).line}" for trouble in found.troubles]
    for section in found.sections:
        lines += [described(section)] if section.heading else []
        lines += [f"  {block.kind}: {' '.join(block.prose.split())}" for block in section.blocks]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", sorted(REGRESSIONS.glob("*.md")), ids=lambda path: path.stem)
def test_what_once_went_wrong(path: Path) -> None:
    found = read(Source(path.name, path.read_bytes().decode()), CUES)
    assert report(found) == path.with_suffix(".txt").read_text(encoding="utf-8")
