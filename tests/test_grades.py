"""Grades as teachers write them, and words that look like a grade and are none."""

from __future__ import annotations

import pytest

from udl_lint.readers.grades import stated_grades


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("G5", "5"),
        ("Secondary", "9–12"),
        ("Teens (13-17)", "8–12"),
        ("Art for kids 8 to 10", "3–5"),
        ("2º de la ESO", "8"),
        ("4º ESO", "10"),
        ("U12 girls", "6"),
    ],
)
def test_a_grade_is_read_as_it_is_written(text: str, grade: str) -> None:
    assert [str(found.grade) for found in stated_grades(text)] == [grade]


@pytest.mark.parametrize("text", ["Play a G5 chord", "Two secondary sources", "5+3 is 8", "Kids read pages 8 to 10", "Box U12"])
def test_what_only_looks_like_a_grade_is_none(text: str) -> None:
    assert not list(stated_grades(text))
