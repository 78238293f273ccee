"""What is noticed in a lesson once it is read: the timed parts of a class."""

from __future__ import annotations

import pytest

from udl_lint.api import lint_text


def minutes(*parts: str) -> list[tuple[float, float]]:
    text = "# Waves\n\nGrade 8\n\n" + "".join(f"## {part}\n\nStudents make waves with a rope.\n\n" for part in parts)
    return [(segment.low, segment.high) for segment in lint_text(text).reading.segments]


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("Engage (0–6 min)", "Explore (6–30 min)", "Close (30 – 42 min)"), [(6, 6), (24, 24), (12, 12)]),
        (("Engage (5–6 min)", "Explore (10–15 min)", "Close (15–20 min)"), [(5, 6), (10, 15), (15, 20)]),
        (("Engage (5 min)", "Explore (10–15 min)", "Close (15–20 min)"), [(5, 5), (10, 15), (15, 20)]),
    ],
    ids=["running time", "from so many to so many", "two ranges are too few to tell"],
)
def test_ranges_that_follow_one_another_are_running_time(parts: tuple[str, ...], wanted: list[tuple[float, float]]) -> None:
    assert minutes(*parts) == wanted


FRENCH = """\
# Les volcans

Les élèves lisent le texte avec un partenaire, puis ils écrivent cinq phrases sur les trois formes du volcan.
Ils posent des questions sur la lave et dessinent une coupe dans leur cahier.
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["input/empty"]),
        ("# Rocks\n\n## Goals\n\n## Steps\n", ["input/empty"]),
        ("# الدرس\n\nاقرأ النص\n", []),
        (FRENCH, []),
    ],
    ids=["an empty file", "headings only", "Arabic", "French"],
)
def test_where_words_cannot_be_read_no_rule_says_that_it_found_nothing(text: str, said: list[str]) -> None:
    checked = lint_text(text, profile="strict", ignore=["structure/empty-section"])
    assert [finding.rule for finding in checked.findings] == said
    assert "structure/missing-objective" in {each.rule for each in checked.report.unchecked}


def test_a_picture_before_a_heading_hides_nothing() -> None:
    lesson = lint_text("# 🪨 Rocks\n\n## 🎯 Learning Objectives\n\nStudents will describe rocks.\n\n## 🏠 Homework\n\nDraw one.\n").lesson
    assert [(section.role, section.setting) for section in lesson.sections if section.blocks] == [("goals", "unknown"), ("home", "home")]
