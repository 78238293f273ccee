"""The report that a person reads: what is shown, in which order, and that it fits a screen and a screen reader."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile.texts import TRICKS
from running import STRONG, WEAK, lint
from udl_lint.finding import Evidence, Finding, Severity
from udl_lint.lesson import Lesson
from udl_lint.linter import Linter
from udl_lint.packs import load_ruleset
from udl_lint.reporters.choosing import grouped, kinds_of_evidence, useful_first
from udl_lint.reporters.frame import Frame, frame, in_context
from udl_lint.reporters.terminal import count, cut, fitted, lines_named, listed, plain, text_width, wrapped
from udl_lint.source import Source, Span
from udl_lint.text import escape

LETTERS = st.sampled_from("ab .\t-\u0301é漢字😀\u200d\u202e\x1b\n\r\u0000ñ‼\ufe0f")
TEXTS = st.text(LETTERS, min_size=1, max_size=200)


def shown_width(text: str) -> int:
    """Columns of a text by the book: nothing for marks, two for East Asian wide letters."""
    return sum(
        0
        if unicodedata.combining(each) or unicodedata.category(each) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(each) in "WF"
        else 1
        for each in text
    )


def drawn(source: Source, span: Span, width: int) -> tuple[Frame, str]:
    """A frame, and the part of its text that stands above the underline."""
    part = frame(source, span, width)
    column, above = 0, ""
    for letter in part.text:
        if part.start <= column < part.start + part.width:
            above += letter
        column += shown_width(letter)
    return part, above


# The line and its underline


@given(text=TEXTS, data=st.data(), width=st.integers(20, 90))
def test_the_underline_stands_under_the_words(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source, span = Source("x.md", text), Span(start, end)
    part, above = drawn(source, span, width)
    line = source.position(start).line
    assert part.line == line
    assert shown_width(part.text) <= width
    assert part.text.isprintable()
    assert part.start + part.width <= max(width, shown_width(part.text) + 1)
    bounds = source.line_span(line)
    words = source.slice(Span(start, min(end, bounds.end))) if start < bounds.end else ""
    # Up to what was cut off, the letters above the underline are those of the span; a tab is spaces, what is hidden is spelt out.
    wanted = "".join(" " if each == "\t" else each if each.isprintable() else escape(each) for each in words)
    said, got = (re.sub(r"[ \u0301\ufe0f]", "", each) for each in (wanted, above))
    assert said.startswith(got.rstrip("…")) or not shown_width(wanted.strip())
    if shown_width(escape(text)) + 4 * text.count("\t") < 20 and "\n" not in text and "\r" not in text and words and shown_width(words[0]):
        assert got == said


def test_a_short_line_is_shown_whole_and_a_long_one_around_the_words() -> None:
    source = Source("x.md", "Watch the clip at home.")
    assert frame(source, Span(10, 14), 60) == Frame(1, "Watch the clip at home.", 10, 4, 1)
    long = Source("x.md", "first " * 60 + "the clip " + "last " * 60)
    part, above = drawn(long, Span(364, 368), 60)
    assert above == "clip"
    assert part.text.startswith("…first")
    assert part.text.endswith("…")
    assert 40 < len(part.text) <= 60
    start, above = drawn(long, Span(0, 11), 60)
    assert (start.text[:5], above) == ("first", "first first")
    end, above = drawn(long, Span(len(long.text) - 5, len(long.text) - 1), 60)
    assert (end.text[-4:], above) == ("last", "last")


@pytest.mark.parametrize(
    ("text", "words", "start", "width"),
    [
        ("漢字 clip", "clip", 5, 4),
        ("漢字 clip", "漢字", 0, 4),
        ("\tclip", "clip", 4, 4),
        ("a\tclip", "clip", 4, 4),
        ("e\u0301e\u0301 clip", "clip", 3, 4),
        ("\x1b[31m clip", "clip", 9, 4),
        ("😀 clip", "clip", 3, 4),
    ],
)
def test_wide_letters_tabs_and_marks_move_the_underline(text: str, words: str, start: int, width: int) -> None:
    at = text.index(words)
    part = frame(Source("x.md", text), Span(at, at + len(words)), 60)
    assert (part.start, part.width) == (start, width)


def test_a_span_of_several_lines_shows_the_first() -> None:
    part = frame(Source("x.md", "one\r\ntwo\rthree\n"), Span(0, 14), 60)
    assert part == Frame(1, "one", 0, 3, 3)


def test_an_empty_span_gets_one_mark() -> None:
    for place in range(4):
        assert frame(Source("x.md", "one"), Span(place, place), 60) == Frame(1, "one", place, 1, 1)
    assert frame(Source("x.md", ""), Span(0, 0), 60) == Frame(1, "", 0, 1, 1)


@given(text=TEXTS, data=st.data(), width=st.integers(10, 60))
def test_words_in_context_are_cut_at_words(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = in_context(Source("x.md", text), Span(start, end), width)
    assert shown_width(shown) <= width
    assert shown.isprintable()


def test_words_in_context_stand_in_the_middle() -> None:
    source = Source("x.md", "- **Then** they may choose a partner and a place to work")
    at = source.text.index("choose")
    assert in_context(source, Span(at, at + 6), 30) == "…they may choose a partner…"
    assert in_context(source, Span(at, at + 6), 100) == "**Then** they may choose a partner and a place to work"


# Words and lines


@given(text=st.text(LETTERS | st.sampled_from("word "), max_size=300), width=st.integers(20, 100))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = list(wrapped(text, width, "    ", "      "))
    assert "".join(" ".join(lines).split()) == "".join(plain(text).split())
    assert all(text_width(line) <= width or (len(line.split()) == 1 and line.isascii()) for line in lines)


@given(text=st.text(LETTERS, max_size=100), width=st.integers(1, 50))
def test_a_cut_text_fits_and_says_that_it_is_cut(text: str, width: int) -> None:
    assert text_width(cut(text, width)) <= width
    assert cut(text, width) == text or cut(text, width).endswith("…")


def test_small_words() -> None:
    assert [count(1, "error"), count(2, "error"), count(1200, "differs", "differ")] == ["1 error", "2 errors", "1,200 differ"]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert lines_named([3]) == "line 3"
    assert lines_named([3, 9]) == "lines 3 and 9"
    assert lines_named(list(range(1, 10))) == "lines 1, 2, 3, 4, 5, 6 and 3 more"
    assert [fitted(10), fitted(80), fitted(300)] == [40, 80, 100]


# What comes first


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Linter(load_ruleset()).read(Source("x.md", STRONG)).lesson


def finding(rule: str, severity: Severity, words: str, message: str = "m") -> Finding:
    at = STRONG.index(words)
    return Finding(rule, severity, "problem", message, "advice", Span(at, at + len(words)), "somewhere")


def test_errors_come_first_then_what_is_mended_in_one_line_then_ideas(lesson: Lesson) -> None:
    several_lines = STRONG[STRONG.index("1. Look") : STRONG.index("3. Use")]
    ordered = [
        finding("a/error-late", "error", "into the recorder"),
        finding("a/warning-here", "warning", "Choose five"),
        finding("a/warning-title", "warning", "Leaf shapes"),
        finding("a/warning-long", "warning", several_lines),
        finding("a/idea-here", "suggestion", "sort leaves"),
        finding("a/idea-title", "suggestion", "Leaf shapes"),
    ]
    for found in (list(reversed(ordered)), sorted(ordered, key=lambda each: each.message)):
        assert [each.rule for each in useful_first(found, lesson)] == [each.rule for each in ordered]


def test_findings_of_one_rule_stand_together_but_those_on_the_file_do_not() -> None:
    found = [
        finding("b/links", "warning", "saw edge"),
        finding("input/yaml", "error", "Leaf", "one thing"),
        finding("b/links", "warning", "Leaf"),
        finding("input/yaml", "error", "sort", "another thing"),
        finding("b/links", "warning", "sort"),
    ]
    groups = grouped(found)
    assert [(group.first.rule, len(group.others)) for group in groups] == [("b/links", 2), ("input/yaml", 0), ("input/yaml", 0)]
    assert [STRONG[each.span.start : each.span.end] for each in groups[0].others] == ["Leaf", "sort"]


def test_evidence_is_called_by_what_it_is_and_the_rare_comes_first(lesson: Lesson) -> None:
    rules = load_ruleset().rules

    def seen(rule: str, words: str, strength: int = 2) -> Evidence:
        at = STRONG.index(words)
        return Evidence(rule, Span(at, at + len(words)), 2 if strength == 2 else 1)

    choice, talk, grade = "engagement/missing-student-choice", "engagement/missing-peer-talk", "structure/missing-grade"
    evidence = [seen(talk, "your partner"), seen(talk, "say the names"), seen(talk, "tell it to me", 1), seen(choice, "You may draw")]
    kinds = kinds_of_evidence([*evidence, seen(grade, "3"), seen("nobody/knows-this", "sort")], lesson, rules.get)
    assert [(kind.name, len(kind.places)) for kind in kinds] == [(rules[choice].found, 1), (rules[talk].found, 3)]
    assert STRONG[slice(*kinds[1].places[0].span)] == "your partner"
    assert lesson.about.grade is not None


# The whole report


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_a_report_reads_from_the_lesson_to_the_fix(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    out = lint("check", "weak.md", "--select", "home-technology/high-bandwidth-homework").out
    assert out == (
        "weak.md\n"
        "  “Volcano Shapes”, grade 6 (line 3)\n"
        "\n"
        "  Error at 7:1, under *Homework*, 1st paragraph\n"
        "     7 | Watch the 12-minute YouTube clip on lava and answer questions 1–5.\n"
        "       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        + between(out, "^\n", "    Fix:")
        + "    Fix: Show it in class, or add a paper way with the same questions.\n"
        "    [home-technology/high-bandwidth-homework]\n"
        "\n"
        "1 lesson: 1 error.\n"
        "For planning, not for evaluation. What a rule means: udl-lint explain RULE.\n"
    )


def between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def test_a_strong_lesson_is_told_what_it_has(folder: Path) -> None:
    write(folder / "strong.md", STRONG)
    out = lint("check", "strong.md", "--profile", "strict", "--select", "structure/vague-objective,engagement/missing-student-choice").out
    assert "  Already in this plan:\n" in out
    assert "  - a choice for students: line 12 (“" in out
    assert "I found nothing to mend." in out
    assert out.endswith("1 lesson: nothing to mend.\nFor planning, not for evaluation. What a rule means: udl-lint explain RULE.\n")


def test_eight_findings_at_most_and_all_when_asked(folder: Path) -> None:
    headings = "".join(f"## Part {letter}\n\n" for letter in "ABCDEFGHIJ")
    links = "".join(f"[click here](https://example.org/{number}) and more.\n\n" for number in range(4))
    write(
        folder / "lesson.md",
        f"# Owls\n\n{links}The low group waits. No Spanish!\n\n{headings}## Homework\n\nWatch the 30-minute video on YouTube.\n",
    )
    out = lint("check", "--profile", "strict").out
    heads = re.findall(r"^  (?:Error|Warning|Suggestion) at", out, re.MULTILINE)
    assert len(heads) == 8
    assert re.search(r"And \d+ more findings?: --all shows them\.", out)
    assert "    The same on lines 5, 7 and 9.\n" in out
    severities = [head.split()[0] for head in heads]
    assert severities == sorted(severities, key=["Error", "Warning", "Suggestion"].index)
    everything = lint("check", "--profile", "strict", "--all").out
    quiet = lint("check", "--profile", "strict", "--quiet").out
    assert len(re.findall(r"^  (?:Error|Warning|Suggestion) at", everything, re.MULTILINE)) == quiet.count("\n") > 8
    assert "--all" not in everything
    assert "The same on" not in everything


def test_what_was_not_checked_is_said_with_its_reason(folder: Path) -> None:
    write(folder / "lesson.md", WEAK.replace("Grade 6\n", "") + "\n## Directions for students\n\n" + "Take the cup and fill it. " * 20)
    out = lint("check", "--select", "readability").out
    assert "Not checked, because the grade is unknown: readability/directions-above-grade" in out


def test_the_line_of_a_title_is_shown_once(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    out = lint("check", "weak.md", "--profile", "strict", "--all").out
    assert out.count("in the title\n") > 1
    assert out.count("| # Volcano Shapes\n") == 1


def test_the_head_says_where_the_grade_was_read_and_which_language_it_is(folder: Path) -> None:
    write(
        folder / "es.md",
        "# Nubes\n\n## Objetivo\n\nLos niños explicarán cómo se forman las nubes de su región y por qué llueve más en las montañas.\n",
    )
    assert "es.md\n  “Nubes”, grade unknown, in Spanish\n" in lint("check", "es.md").out
    assert "  “Nubes”, grade 4 (from the configuration), in Spanish\n" in lint("check", "es.md", "--grade", "4").out
    write(folder / "none.md", "\n")
    assert "none.md\n  no title, grade unknown\n" in lint("check", "none.md").out


def test_a_report_is_never_wider_than_80_columns(folder: Path) -> None:
    write(folder / "weak.md", WEAK.replace("Watch", "Watch " + "and wonder about " * 40).replace("Volcano Shapes", "火山の形" * 40))
    for arguments in (["check"], ["check", "--all", "--profile", "strict"], ["outline", "weak.md"], ["rules"]):
        for line in lint(*arguments).out.split("\n"):
            assert shown_width(line) <= 80, line


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_nothing_in_a_lesson_or_its_name_can_forge_the_report(folder: Path, trick: str) -> None:
    text = trick.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    name = trick.replace("/", "_") + ".md"
    try:
        with open(name, "w", encoding="utf-8", newline="") as file:
            file.write(
                f"# {text}\n\nGrade 4\n\n## Homework {text}\n\nWatch the {text} video on YouTube.\n\n[click here](https://e.org/{text})\n"
            )
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such name")
    for arguments in (["check", name], ["check", "--all", "."], ["check", "--quiet"], ["outline", name], ["check", name, "gone" + name]):
        done = lint(*arguments)
        for stream in (done.out, done.notes):
            assert all(line.isprintable() for line in stream.split("\n")), stream
        assert done.out.count("\nb.md: no problems") == 0


def test_colour_changes_no_word(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    for arguments in (["check", "--all"], ["outline", "weak.md"], ["rules"], ["explain", "structure/missing-grade"]):
        bare, painted = lint(*arguments, "--color", "never").out, lint(*arguments, "--color", "always").out
        assert bare != painted
        assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == bare


def test_the_words_are_a_coach_s(folder: Path) -> None:
    write(folder / "weak.md", WEAK)
    out = lint("check", "--all", "--profile", "strict").out
    assert not re.search(r"\bfail|\bscore\b|\bcompliant\b|\brank|%", out, re.IGNORECASE)
    assert "For planning, not for evaluation." in out
