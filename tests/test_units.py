"""A unit is judged once, over its lessons: what one of them has, all have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from running import lint

PRIOR = "representation/missing-prior-knowledge-link"
REFLECTION = "engagement/missing-reflection"
ONE_WAY = "family/one-way-family-message"
UNIT_RULES = {
    PRIOR, REFLECTION, ONE_WAY, "language/missing-home-language", "equity/missing-cultural-connection",
    "family/missing-family-connection", "family/missing-community-partner",
}  # fmt: skip
PLAIN = """\
{comment}# Lesson {number}: Rivers

Grade 4

## Objective

Students will draw and label one path of water through town.

## Steps

1. {opening}
2. Partners draw the next three arrows and explain each of them.

## Homework

{home}
"""


def write(folder: Path, number: int, opening: str = "I model the first arrow.", home: str = "None.", comment: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:02}.md"
    path.write_text(PLAIN.format(number=number, opening=opening, home=home, comment=comment), encoding="utf-8")
    return path


def unit_of(*arguments: str | Path) -> dict[str, Any]:
    ran = lint("check", "--format", "json", *arguments)
    report = json.loads(ran.out)
    (unit,) = report["units"]
    assert not [finding for lesson in report["lessons"] for finding in lesson["findings"] if finding["rule"] in UNIT_RULES]
    return dict(unit)


def rules_of(unit: dict[str, Any]) -> set[str]:
    return {finding["rule"] for finding in unit["findings"]}


@pytest.fixture
def water(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    folder = Path("water")
    write(folder, 1)
    write(folder, 2, opening="Ask students what they already know about rivers, and let partners share it.")
    write(folder, 3)
    return folder


def test_what_one_lesson_has_the_unit_has_and_what_none_has_is_said_once(water: Path) -> None:
    unit = unit_of("--unit", water)
    assert unit["lessons"] == ["water/01.md", "water/02.md", "water/03.md"]
    assert [(offer["rule"], [(place["lesson"], place["line"]) for place in offer["places"]]) for offer in unit["offers"]] == [
        (PRIOR, [("water/02.md", 11)])
    ]
    assert rules_of(unit) == UNIT_RULES - {PRIOR, ONE_WAY}
    messages = [finding["message"] for finding in unit["findings"]]
    assert all(message.startswith("In these 3 lessons, I did not find ") for message in messages)


def test_without_a_unit_nothing_changes(water: Path) -> None:
    report = json.loads(lint("check", "--format", "json", "--profile", "strict", water).out)
    assert report["units"] == []
    missed = {lesson["path"]: {finding["rule"] for finding in lesson["findings"]} for lesson in report["lessons"]}
    assert PRIOR in missed["water/01.md"]
    assert PRIOR not in missed["water/02.md"]
    assert not UNIT_RULES & {
        finding["rule"] for lesson in json.loads(lint("check", "--format", "json", water).out)["lessons"] for finding in lesson["findings"]
    }


def test_text_and_quiet_tell_of_the_unit_after_its_lessons(water: Path) -> None:
    ran = lint("check", "--unit", water)
    lessons, _, unit = ran.out.partition("A unit of 3 lessons, judged together")
    assert lessons.count("“Lesson ") == 3
    assert "- a link to what students already know: water/02.md, line 11" in unit
    assert "3 lessons in 1 unit: " in unit
    quiet = lint("check", "--quiet", "--unit", water).out.splitlines()
    assert [line for line in quiet if line.startswith("water: suggestion engagement/missing-reflection In these 3 lessons, I did not ")]


def test_a_name_turns_a_rule_off_and_another_profile_does_not(water: Path) -> None:
    assert rules_of(unit_of("--unit", water, "--ignore", REFLECTION)) == UNIT_RULES - {PRIOR, ONE_WAY, REFLECTION}
    assert rules_of(unit_of("--unit", water, "--select", REFLECTION)) == {REFLECTION}
    Path("udl-lint.yaml").write_text(f"rules:\n  {REFLECTION}: off\n", encoding="utf-8")
    assert rules_of(unit_of("--unit", water)) == UNIT_RULES - {PRIOR, ONE_WAY, REFLECTION}


def test_suggestions_fail_a_run_only_where_that_is_asked_for(water: Path) -> None:
    only = ("--select", REFLECTION, "--unit", str(water))
    assert lint("check", *only).code == 0
    assert lint("check", "--fail-on", "suggestion", *only).code == 1


def test_a_comment_in_one_lesson_allows_it_for_the_unit(water: Path) -> None:
    write(water, 3, comment=f"<!-- udl-lint: allow {REFLECTION} -- we look back in the next unit -->\n\n")
    unit = unit_of("--unit", water)
    assert REFLECTION not in rules_of(unit)
    assert unit["allowed"] == [{"rule": REFLECTION, "lesson": "water/03.md"}]
    assert f"Allowed by a comment in water/03.md: {REFLECTION}." in " ".join(lint("check", "--unit", water).out.split())


def test_a_message_home_is_answered_by_any_lesson(water: Path) -> None:
    write(water, 1, home="Send the letter about the river walk home to families.")
    (finding,) = (each for each in unit_of("--unit", water)["findings"] if each["rule"] == ONE_WAY)
    assert [(place["lesson"], place["line"]) for place in finding["places"]] == [("water/01.md", 16)]
    write(water, 3, home="Send a note home that asks families which rivers they know, with a reply slip to send back.")
    assert ONE_WAY not in rules_of(unit_of("--unit", water))


def test_the_data_of_a_week_is_added_up(water: Path) -> None:
    for number in range(1, 7):
        write(water, number, home="Watch the 12-minute YouTube clip on rivers and answer questions 1–3.")
    unit = unit_of("--unit", water)
    assert unit["weeks"] == [
        {"lessons": [1, 5], "megabytes": 300.0, "budget": 250.0},
        {"lessons": [6, 6], "megabytes": 60.0, "budget": 250.0},
    ]
    (finding,) = (each for each in unit["findings"] if each["rule"] == "home-technology/over-data-budget")
    assert "lessons 1 to 5 take about 300 MB together; I look for 250 MB a week at most" in finding["message"]
    assert len(finding["places"]) == 5
    Path("udl-lint.yaml").write_text(
        "rules:\n  home-technology/over-data-budget: {mb_per_week: 400, lessons_per_week: 6}\n", encoding="utf-8"
    )
    assert unit_of("--unit", water)["weeks"] == [{"lessons": [1, 6], "megabytes": 360.0, "budget": 400.0}]
    assert "over-data-budget" not in str(rules_of(unit_of("--unit", water)))


def test_units_of_the_configuration_are_judged_when_all_their_lessons_are_checked(water: Path) -> None:
    write(Path("fire"), 1)
    Path("udl-lint.yaml").write_text('units: ["water", "fire"]\n', encoding="utf-8")
    report = json.loads(lint("check", "--format", "json").out)
    assert [unit["path"] for unit in report["units"]] == ["fire", "water"]
    assert report["summary"]["units"] == 2
    ran = lint("check", "--format", "json", "water/01.md", "fire")
    assert [unit["path"] for unit in json.loads(ran.out)["units"]] == ["fire"]
    assert "water: not judged as a unit, because only 1 of its 3 lessons are checked in this run." in ran.notes


def test_the_highest_configured_folder_counts_and_the_deepest_named_one(water: Path) -> None:
    write(water / "day-2", 4)
    Path("udl-lint.yaml").write_text('units: ["water", "water/day-2"]\n', encoding="utf-8")
    unit = unit_of(".")
    assert (unit["path"], len(unit["lessons"])) == ("water", 4)
    report = json.loads(lint("check", "--format", "json", "--unit", "water", "--unit", "water/day-2").out)
    assert {unit["path"]: len(unit["lessons"]) for unit in report["units"]} == {"water": 3, "water/day-2": 1}


def test_a_unit_is_a_folder(water: Path) -> None:
    ran = lint("check", "--unit", water / "01.md")
    assert (ran.code, ran.out) == (2, "")
    assert "--unit takes a folder" in ran.notes


def test_a_lesson_that_cannot_be_read_leaves_the_others_their_unit(water: Path) -> None:
    (water / "02.md").write_bytes(b"\xff\xfe\x00\x00\x01\x02\x00")
    unit = unit_of("--unit", water)
    assert PRIOR in rules_of(unit)
