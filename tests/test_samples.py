"""The sample lessons: the reports on them are those that lie beside them, and the gaps that we wrote into them are found."""

from __future__ import annotations

import pytest

from running import ROOT
from samples import FOLDER, expected, lessons, report
from udl_lint import lint_path

LESSONS = lessons()
STRONG = {"fair-shares", "el-agua-del-barrio"}
GAPS = {
    "five-senses-walk": {
        "materials/missing-alt-text",
        "structure/vague-objective",
        "materials/vague-link-text",
        "readability/packed-direction",
    },
    "moon-phases": {"home-technology/high-bandwidth-homework", "structure/vague-objective", "language/generic-language-support"},
    "mapas-de-nuestra-ciudad": {"materials/missing-alt-text", "structure/vague-objective", "home-technology/internet-only-homework"},
    "letters-from-the-drought": {"language/barred-home-language", "readability/directions-above-grade", "structure/missing-grade"},
    "enzymes-at-work": {
        "representation/long-teacher-talk",
        "equity/deficit-language",
        "expression/single-form-assessment",
        "structure/overfull-time-plan",
    },
    "first-budget": {
        "home-technology/high-bandwidth-homework",
        "home-technology/internet-only-homework",
        "home-technology/over-data-budget",
    },
}
"""What each of the other lessons lacks, by whoever wrote it."""


def stem(lesson: str) -> str:
    return lesson.rpartition("/")[2].partition(".")[0]


def test_there_are_eight_of_many_kinds() -> None:
    read = {stem(lesson): lint_path(ROOT / lesson).lesson for lesson in LESSONS}
    assert len(LESSONS) == 8
    assert set(read) == STRONG | set(GAPS)
    assert [lesson.about.language for lesson in read.values()].count("es") == 2
    assert sum(lesson.endswith(".yaml") for lesson in LESSONS) == 2
    assert {lesson.about.grade.value.band for lesson in read.values() if lesson.about.grade} == {"K-2", "3-5", "6-8", "9-12"}
    assert all(lesson.about.grade for lesson in read.values())


@pytest.mark.parametrize("lesson", LESSONS, ids=stem)
def test_the_report_is_the_one_beside_it(lesson: str) -> None:
    wanted = expected(lesson)
    assert wanted.exists(), "write it with: python tests/samples.py"
    assert report(lesson) == wanted.read_text(encoding="utf-8"), "if this is meant: python tests/samples.py, and read the difference"


def test_no_report_is_left_over() -> None:
    assert {path.stem for path in (FOLDER / "expected").iterdir()} == {stem(lesson) for lesson in LESSONS}


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if stem(lesson) in STRONG], ids=stem)
def test_a_strong_plan_is_left_alone(lesson: str) -> None:
    checked = lint_path(ROOT / lesson, profile="teacher")
    assert [(finding.rule, finding.verdict) for finding in checked.findings] == []
    assert len({evidence.rule for evidence in checked.evidence}) >= 5


@pytest.mark.parametrize("lesson", [lesson for lesson in LESSONS if stem(lesson) in GAPS], ids=stem)
def test_the_gaps_are_found_and_few_others(lesson: str) -> None:
    checked = lint_path(ROOT / lesson, profile="teacher")
    found = {finding.rule for finding in checked.findings if finding.verdict == "problem"}
    assert GAPS[stem(lesson)] <= found
    assert 2 <= len(found) <= 5
    assert len({evidence.rule for evidence in checked.evidence}) >= 3
