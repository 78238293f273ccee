"""Grades as teachers write them, and words that look like a grade and are none."""

from __future__ import annotations

import pytest

from udl_lint.packs import load_ruleset
from udl_lint.readers import read
from udl_lint.readers.grades import stated_grades
from udl_lint.source import Source

CUES = load_ruleset().cues


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("G5", "5"),
        ("Soc. Studies - 5th gr - Room 14", "5"),
        ("Secondary", "9–12"),
        ("Teens (13-17)", "8–12"),
        ("Art for kids 8 to 10", "3–5"),
        ("2º de la ESO", "8"),
        ("4º ESO", "10"),
        ("U12 girls", "6"),
        ("2° año de secundaria", "8"),
        ("5to de secundaria", "11"),
        ("Primer año de educación secundaria", "7"),
        ("3° medio", "11"),
        ("4° semestre de preparatoria", "11"),
        ("6to de primaria", "6"),
        ("Adult ESL, Level 2", "adult"),
    ],
)
def test_a_grade_is_read_as_it_is_written(text: str, grade: str) -> None:
    assert [str(found.grade) for found in stated_grades(text)] == [grade]


@pytest.mark.parametrize(
    ("header", "grade"),
    [
        ("Grade: 3 - 5", "3–5"),
        ("Grade: K – 2 | Time: 40 - 50 min", "K–2"),
        ("Grades: 3 / 4 / 5", "3–5"),
        ("Grade: 5 - Science", "5"),
        ("Grade level: 9th - 12th - Length: 50 minutes", "9–12"),
        ("Grade(s): 7-8      Class size: 42", "7–8"),
        ("Course: Biology 1 (9th-10th)", "9–10"),
        ("Age: 8-9", "3–4"),
        ("Edades: 5 a 7", "K–2"),
        ("Year group: 5", "4"),
        ("Grade: Fourth", "4"),
        ("Grade: 04", "4"),
        ("Grado: 4to", "4"),
        ("Grades 4, 5, 6", "4–6"),
        ("Grades 3, 4, and 5", "3–5"),
        ("3rd, 4th and 5th grade", "3–5"),
        ("Grade 4, 20 minutes", "4"),
        ("Nivel: Secundaria | Grado: 2° | Sección: A", "8"),
        ("Nivel: Primaria | Grado: 2°", "2"),
    ],
)
def test_the_grade_of_a_header(header: str, grade: str) -> None:
    about = read(Source("lesson.md", f"# Maps\n\n{header}\n\n## Procedure\n\nDraw a map.\n"), CUES).about
    assert about.grade is not None
    assert str(about.grade.value) == grade


@pytest.mark.parametrize("text", ["Play a G5 chord", "Two secondary sources", "5+3 is 8", "Kids read pages 8 to 10", "Box U12"])
def test_what_only_looks_like_a_grade_is_none(text: str) -> None:
    assert not list(stated_grades(text))
