"""Allow comments: what they cover, when they count, and what is said of those that are of no use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from udl_lint.allow import MOST_COMMENTS, MOST_NAMES, Allowance, Sifted, Statement, Unclear, apply, understand
from udl_lint.allow.covering import Parts
from udl_lint.allow.stating import with_statements
from udl_lint.finding import Finding
from udl_lint.lesson import Lesson, Permit
from udl_lint.packs import load_ruleset
from udl_lint.readers import read
from udl_lint.reading.places import title_place
from udl_lint.source import Source, Span

CUES = load_ruleset().cues
TODAY = date(2026, 11, 26)
KNOWN = (
    "home-technology/high-bandwidth-homework",
    "home-technology/internet-only-homework",
    "equity/deficit-language",
    "structure/missing-grade",
)
STREAMED, ONLINE, DEFICIT, GRADE = KNOWN

PLAN = """\
---
title: Weather
subject: Science
---
# Weather

Students meet clouds.

## Work

### Films

- Watch the clip.
  - Watch it again.
- Watch the other clip.

| Step | Task |
|---|---|
| 1 | Watch a film. |

## Homework

Watch at home.

> Watch the quotation.
"""


def lesson(text: str, name: str = "lesson.md") -> Lesson:
    return read(Source(name, text), CUES)


def finding(read_lesson: Lesson, words: str, rule: str = STREAMED) -> Finding:
    at = read_lesson.source.text.index(words)
    return Finding(rule, "error", "problem", "m", "a", Span(at, at + len(words)), "w")


def sift(
    text: str, *words: str, rule: str = STREAMED, name: str = "lesson.md", checked: Iterable[str] = KNOWN
) -> tuple[list[str], list[str]]:
    """The words whose findings stand, and the rules of the remarks on comments."""
    read_lesson = lesson(text, name)
    sifted = apply(read_lesson, [finding(read_lesson, each, rule) for each in words], known=KNOWN, checked=set(checked), today=TODAY)
    return [read_lesson.source.slice(each.span) for each in sifted.kept], [each.rule for each in sifted.remarks]


def remarks(comment: str, checked: Iterable[str] = KNOWN) -> list[tuple[str, str, str]]:
    """What is said of a comment before one paragraph with one finding."""
    read_lesson = lesson(f"# A\n\nText.\n\n<!-- udl-lint: {comment} -->\n\nWatch it at home.\n")
    found = [finding(read_lesson, "Watch")]
    sifted = apply(read_lesson, found, known=KNOWN, checked=set(checked), today=TODAY)
    for each in sifted.remarks:
        assert read_lesson.source.slice(each.span) == f"<!-- udl-lint: {comment} -->"
        assert each.severity == "warning"
        assert len(each.advice.split()) <= 18
    return [(each.rule, each.message, each.advice) for each in sifted.remarks]


# What a comment covers


def covered(text: str, name: str = "lesson.md") -> list[str]:
    """The text that each comment covers, with comments taken out."""
    read_lesson = lesson(text, name)
    parts = Parts(read_lesson)
    return [read_lesson.source.slice(parts.covered_by(permit)) for permit in read_lesson.permits]


COMMENT = f"<!-- udl-lint: allow {STREAMED} -- we lend tablets -->"


def before(line: str) -> str:
    """The plan with a comment on a line of its own before a line."""
    assert PLAN.count(f"\n{line}\n") == 1
    return PLAN.replace(f"\n{line}\n", f"\n{COMMENT}\n\n{line}\n" if line.startswith("|") else f"\n{COMMENT}\n{line}\n")


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("Students meet clouds.", "Students meet clouds.", "Students meet clouds."),
        ("## Work", "Work", "| 1 | Watch a film. |\n\n## "),
        ("### Films", "Films", "| 1 | Watch a film. |\n\n## "),
        ("- Watch the clip.", "Watch the clip.", "Watch it again."),
        ("- Watch the other clip.", "Watch the other clip.", "Watch the other clip."),
        ("| Step | Task |", "| Step", "Watch a film. |"),
        ("## Homework", "Homework", "Watch the quotation.\n"),
        ("Watch at home.", "Watch at home.", "Watch at home."),
        ("> Watch the quotation.", "Watch the quotation.", "Watch the quotation."),
    ],
)
def test_a_comment_covers_what_comes_next(line: str, starts: str, ends: str) -> None:
    (area,) = covered(before(line))
    assert area.startswith(starts)
    assert area.endswith(ends)


@pytest.mark.parametrize("line", ["# Weather"])
def test_before_the_title_it_covers_the_lesson(line: str) -> None:
    text = before(line)
    assert covered(text) == [text]


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("Students meet clouds.", "Students", "clouds."),
        ("## Work", "Work", "| 1 | Watch a film. |\n\n## "),
        ("- Watch the clip.", "Watch the clip.", "Watch it again."),
        ("- Watch the other clip.", "Watch the other", "clip."),
        ("| 1 | Watch a film. |", "Watch a film.", "Watch a film."),
        ("> Watch the quotation.", "Watch the quotation.", "quotation."),
    ],
)
def test_at_the_end_of_a_line_it_covers_that_line(line: str, starts: str, ends: str) -> None:
    with_comment = line.removesuffix(" |") + " " + COMMENT + (" |" if line.endswith(" |") else "")
    (area,) = covered(PLAN.replace(f"{line}\n", f"{with_comment}\n"))
    assert area.startswith(starts)
    assert area.endswith(ends)


def test_at_the_top_it_covers_the_lesson_whatever_comes_next() -> None:
    for rest in ("Text.\n\nMore.\n", "## Homework\n\nWatch it.\n", "# Title\n\nText.\n", "- item\n- item\n"):
        text = f"{COMMENT}\n\n{rest}"
        assert covered(text) == [text]


def test_below_other_comments_it_is_still_at_the_top() -> None:
    text = f"{COMMENT}\n{COMMENT}\n\n# Title\n\nText.\n"
    assert covered(text) == [text, text]


def test_the_last_comment_covers_nothing() -> None:
    assert covered(f"# A\n\nText.\n\n{COMMENT}\n") == [""]
    assert sift(f"# A\n\nWatch.\n\n{COMMENT}\n", "Watch.") == (["Watch."], ["allow/unused"])


def test_a_title_after_a_line_of_text_is_still_the_title() -> None:
    text = f"Unit 3\n\n{COMMENT}\n# Weather\n\nText.\n"
    assert covered(text) == [text]


def test_a_film_in_the_page_is_a_part_too() -> None:
    film = '<iframe src="https://www.youtube.com/embed/x"></iframe>'
    (area,) = covered(f"# A\n\nText.\n\n{COMMENT}\n\n{film}\n\nMore.\n")
    assert area == film.removesuffix("</iframe>")


def test_comments_in_front_matter() -> None:
    """Anywhere there it covers the lesson, unless one of the lesson's own parts follows in the front matter."""
    note = f"# udl-lint: allow {STREAMED} -- we lend tablets\n"
    body = "---\n# Weather\n\nWatch.\n"
    for text in (f"---\n{note}title: A\n{body}", f"---\ntitle: A\n{note}{body}", f"---\nauthor: B\n{note}title: A\n{body}"):
        assert covered(text) == [text], text
    (area,) = covered(f"---\ntitle: A\n{note}homework:\n  - Watch the clip\n  - Draw\n{body}")
    assert area.startswith("homework:\n  - Watch the clip\n  - Draw\n")
    assert "Watch.\n" not in area


def test_comments_in_yaml() -> None:
    note = f"# udl-lint: allow {STREAMED} -- we lend tablets"
    whole = f"{note}\ntitle: A\nhomework:\n  - Watch\n"
    assert covered(whole, "a.yaml") == [whole]
    late = f"author: B\n{note}\ntitle: A\nhomework:\n  - Watch\n"
    assert covered(late, "a.yaml") == [late]
    plan = "title: A\n{0}homework:{1}\n  {2}- Watch{3}\n  - Draw\nprocedure:\n  - Talk\n"
    assert [area.rstrip() for area in covered(plan.format(f"{note}\n", "", "", ""), "a.yaml")] == ["homework:\n  - Watch\n  - Draw"]
    assert covered(plan.format("", f"  {note}", "", ""), "a.yaml")[0].startswith("homework:")
    assert covered(plan.format("", "", f"{note}\n  ", ""), "a.yaml") == ["Watch"]
    assert covered(plan.format("", "", "", f"  {note}"), "a.yaml") == ["Watch"]
    dashed = f"---\ntitle: A\nhomework:\n  - Watch\n  {note}\n  - Draw\n---\n"
    assert covered(dashed, "a.yaml") == ["Draw"]


@given(st.integers(0, PLAN.count("\n")), st.sampled_from(["\n", "\r\n", "\r"]))
def test_wherever_a_comment_stands_it_covers_a_range_of_the_lesson(number: int, line_end: str) -> None:
    lines = PLAN.split("\n")
    text = line_end.join([*lines[:number], COMMENT, *lines[number:]])
    read_lesson = lesson(text)
    parts = Parts(read_lesson)
    for permit in read_lesson.permits:
        area = parts.covered_by(permit)
        assert 0 <= area.start <= area.end <= len(text) + 1


# What it does


def test_a_comment_takes_out_what_it_covers_and_nothing_else() -> None:
    text = before("## Homework")
    assert sift(text, "Watch the clip.", "Watch at home.", "Watch the quotation.") == (["Watch the clip."], [])
    assert sift(text, "Watch at home.", rule=ONLINE) == (["Watch at home."], ["allow/unused"])


def test_the_reason_goes_with_the_finding() -> None:
    read_lesson = lesson(before("Watch at home."))
    sifted = apply(read_lesson, [finding(read_lesson, "Watch at home.")], known=KNOWN, checked=KNOWN, today=TODAY)
    ((allowed, allowance),) = sifted.allowed
    assert allowed.rule == STREAMED
    assert allowance.reason == "we lend tablets"


def test_a_pack_stands_for_its_rules() -> None:
    text = before("## Homework").replace(STREAMED, "home-technology")
    assert sift(text, "Watch at home.") == ([], [])
    assert sift(text, "Watch at home.", rule=ONLINE) == ([], [])
    assert sift(text, "Watch at home.", rule=DEFICIT) == (["Watch at home."], ["allow/unused"])


def test_several_rules_in_one_comment() -> None:
    text = before("## Homework").replace(STREAMED, f"{STREAMED}, {ONLINE}")
    assert sift(text, "Watch at home.") == ([], ["allow/unused"])
    assert sift(text, "Watch at home.", checked=[STREAMED]) == ([], [])


def test_a_finding_about_the_lesson_needs_a_comment_on_the_lesson() -> None:
    """It is reported at the title; a comment elsewhere is told where to go."""
    for line, stands in (("# Weather", False), ("## Work", True), ("Students meet clouds.", True)):
        read_lesson = lesson(before(line).replace(STREAMED, GRADE))
        about = finding(read_lesson, "Weather")._replace(rule=GRADE, span=title_place(read_lesson))
        sifted = apply(read_lesson, [about], known=KNOWN, checked=KNOWN, today=TODAY)
        assert bool(sifted.kept) is stands
        assert [each.advice for each in sifted.remarks] == (
            ["That finding is about the whole lesson: move the comment above the title."] if stands else []
        )


def test_an_unused_comment_says_where_the_finding_is() -> None:
    read_lesson = lesson(before("Students meet clouds."))
    sifted = apply(read_lesson, [finding(read_lesson, "Watch at home.")], known=KNOWN, checked=KNOWN, today=TODAY)
    assert [each.advice for each in sifted.remarks] == ["Move it to just before line 24, or delete it."]
    assert read_lesson.source.line(24) == "Watch at home."


def test_without_comments_nothing_changes() -> None:
    read_lesson = lesson(PLAN)
    found = finding(read_lesson, "Watch at home.")
    assert apply(read_lesson, iter([found]), known=KNOWN, checked=KNOWN, today=TODAY) == Sifted((found,), (), ())


# When it counts


def test_a_comment_that_is_right_is_not_remarked_on() -> None:
    for comment in (
        f"allow {STREAMED} -- we lend tablets",
        f"ALLOW {STREAMED.upper()} -- we lend tablets",
        f"allow {STREAMED} — we lend tablets",
        f"allow {STREAMED} until 2026-11-26 -- the school lends hotspots",
        f"allow  {STREAMED}   until  2027-06-30--the school lends hotspots",
        "allow home-technology -- we lend tablets",
    ):
        assert remarks(comment) == [], comment


def test_a_reason_is_required() -> None:
    for comment in (f"allow {STREAMED}", f"allow {STREAMED} --", f"allow {STREAMED} -- ", f"allow {STREAMED} families all have USB copies"):
        ((rule, message, advice),) = remarks(comment)
        assert rule == "allow/missing-reason"
        assert "no reason" in message
        assert "two hyphens" in advice
    assert sift(before("Watch at home.").replace(" -- we lend tablets", ""), "Watch at home.")[0] == ["Watch at home."]


def test_a_comment_ends_after_its_date() -> None:
    ((rule, message, _),) = remarks(f"allow {STREAMED} until 2026-11-25 -- soon")
    assert (rule, message) == ("allow/expired", "This comment held until 2026-11-25, so it no longer counts.")
    text = before("Watch at home.")
    assert sift(text.replace(" -- ", " until 2026-11-25 -- "), "Watch at home.") == (["Watch at home."], ["allow/expired"])
    assert sift(text.replace(" -- ", " until 2026-11-26 -- "), "Watch at home.") == ([], [])


@pytest.mark.parametrize("day", ["2027-02-30", "June 2027", "30.06.2027", "20270630", "2027-W26-3", "٢٠٢٧-٠٦-٣٠", ""])
def test_a_date_that_is_none(day: str) -> None:
    ((rule, _, advice),) = remarks(f"allow {STREAMED} until {day} -- soon")
    assert rule == "allow/unreadable"
    assert "2027-06-30" in advice


def test_a_misspelt_rule() -> None:
    ((rule, message, advice),) = remarks("allow home-technology/high-bandwith-homework -- we lend tablets")
    assert rule == "allow/unknown-rule"
    assert "home-technology/high-bandwith-homework" in message
    assert advice == f"Did you mean '{STREAMED}'?"
    assert remarks("allow high-bandwidth-homework -- x")[0][2] == f"Did you mean '{STREAMED}'?"
    assert remarks("allow home-tecnology -- x")[0][2] == "Did you mean 'home-technology'?"


def test_a_misspelt_rule_beside_a_right_one_stops_it_not() -> None:
    assert sift(before("Watch at home.").replace(STREAMED, f"{STREAMED}, equty/deficit"), "Watch at home.") == ([], ["allow/unknown-rule"])


def test_an_unreadable_comment() -> None:
    assert remarks("alow x -- y") == [
        ("allow/unreadable", "This comment speaks to udl-lint, but I do not know “alow”.", "Did you mean 'allow'?")
    ]
    for comment in ("disable", "", "audience pupils", "setting", "allow -- reason", "allow , -- reason"):
        ((rule, _, advice),) = remarks(comment)
        assert rule == "allow/unreadable"
        assert advice


def test_a_rule_that_did_not_look_leaves_its_comment_alone() -> None:
    assert remarks(f"allow {DEFICIT} -- a quotation") == [
        ("allow/unused", f"This comment allows “{DEFICIT}”, but there is nothing to allow in what it covers.", "Delete it.")
    ]
    assert remarks(f"allow {DEFICIT} -- a quotation", checked=[STREAMED]) == []
    assert remarks("allow equity -- a quotation", checked=[STREAMED]) == []
    assert remarks("allow home-technology -- we lend", checked=[STREAMED]) == []


STATED = """\
# Rocks

## Goals

Students describe rocks.

## Card

Look at the rock. Draw it.

### Back of the card

Ask a friend.

## More

Watch the clip.
"""


def stated(before_line: str, text: str) -> Lesson:
    source = Source("rocks.md", STATED.replace(before_line, f"<!-- udl-lint: {text} -->\n{before_line}", 1))
    return with_statements(read(source, CUES))


def test_a_statement_holds_for_what_it_covers() -> None:
    lesson = stated("## Card", "audience student")
    said = {section.title: (section.role, section.audience) for section in lesson.sections if section.audience == "student"}
    assert said == {"Card": ("student", "student"), "Back of the card": ("student", "student")}
    assert [block.audience for block in lesson.blocks if block.prose.startswith(("Look", "Ask", "Watch"))] == ["student"] * 2 + ["unknown"]
    assert "home" not in {section.setting for section in lesson.sections}
    assert [section.title for section in stated("## More", "setting home").sections if section.setting == "home"] == ["More"]


def test_a_statement_beside_a_paragraph_is_about_it_and_its_setting_about_the_section() -> None:
    lesson = stated("Look at", "audience teacher")
    assert [block.prose[:4] for block in lesson.blocks if block.audience == "teacher"] == ["Look"]
    assert [section.title for section in stated("Look at", "setting home").sections if section.setting == "home"] == ["Card"]


def test_statements_are_read_and_allow_nothing() -> None:
    texts = ["udl-lint: audience student", "UDL-Lint audience Teacher -- notes for me", "udl-lint: setting home", "udl-lint:setting class"]
    permits = [Permit(Span(0, 1), text) for text in texts]
    said = [(each.about, each.value) for each in understand(permits) if isinstance(each, Statement)]
    assert said == [("audience", "student"), ("audience", "teacher"), ("setting", "home"), ("setting", "class")]
    assert remarks("audience student") == []


@given(st.text(max_size=60))
def test_no_comment_makes_it_raise(text: str) -> None:
    (meaning,) = understand([Permit(Span(0, 1), f"udl-lint: {text}")])
    assert isinstance(meaning, Allowance | Statement | Unclear)
    (meaning,) = understand([Permit(Span(0, 1), f"udl-lint: allow {text}")])
    assert isinstance(meaning, Allowance | Unclear)


def test_comments_without_end_are_not_gone_through() -> None:
    text = "# A\n\nText.\n\n" + "<!-- udl-lint: allow nobody-knows -- x -->\n" * (MOST_COMMENTS + 50)
    read_lesson = lesson(text)
    said = apply(read_lesson, [], known=KNOWN, checked=KNOWN, today=TODAY).remarks
    assert len(said) == MOST_COMMENTS + 1
    assert said[-1].rule == "allow/unreadable"
    many = ", ".join(f"a{number}" for number in range(MOST_NAMES + 1))
    assert [rule for rule, *_ in remarks(f"allow {many} -- x")] == ["allow/unreadable"]
