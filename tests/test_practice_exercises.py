"""The exercises that ship hold what they promise, and a wrong one is told with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from running import lint
from udl_lint.practice.areas import AREAS
from udl_lint.practice.exercise import SHIPPED, known_folders, load_exercise
from udl_lint.practice.learners import LEARNERS, learner
from udl_lint.practice.looking import practice_rules
from udl_lint.practice.verify import failures

WATER = "grade-4-water-cycle-one-period"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of an exercise, to be spoilt."""
    return Path(shutil.copytree(SHIPPED / WATER, tmp_path / "ours" / "our-water"))


def spoil(own: Path, name: str, old: str, new: str) -> None:
    text = (own / name).read_text(encoding="utf-8")
    assert old in text
    (own / name).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", sorted(known_folders()))
def test_each_exercise_holds(name: str) -> None:
    assert list(failures(load_exercise(SHIPPED / name))) == []


def test_pairs_point_at_each_other_and_differ_in_strength() -> None:
    for name in known_folders():
        exercise = load_exercise(SHIPPED / name)
        if exercise.pair:
            other = load_exercise(SHIPPED / exercise.pair)
            assert other.pair == name
            assert {exercise.strength, other.strength} == {"weak", "strong"}


def test_verify_and_list_name_them() -> None:
    ran = lint("practice", "verify", WATER)
    assert (ran.code, ran.notes) == (0, "")
    assert f"{WATER}: holds" in ran.out
    assert lint("practice", "list", "--quiet").out.split() == sorted(known_folders())
    assert all(len(line) <= 80 for line in lint("practice", "list").out.splitlines())


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("exercise.yaml", "lines: [44, 44]", "lines: [144, 144]", "exercise.yaml:42: the lesson has no lines 144 to 144; it has 49."),
        ("exercise.yaml", "area: structure", "area: structur", "exercise.yaml:11: 'structur' is no area. Did you mean 'structure'?"),
        ("exercise.yaml", "learners: [low-vision]", "learners: [lowvision]", "'lowvision' is no learner. Did you mean 'low-vision'?"),
        ("exercise.yaml", "hint:", "hnt:", "unknown key `hnt`. Did you mean 'hint'?"),
        ("exercise.yaml", "home-technology/high-bandwidth-homework", "home-technology/slow", "there is no rule home-technology/slow"),
        (
            "lesson.md",
            "Watch the water cycle video on YouTube (8 minutes, captions on)",
            "Read the page",
            "key video-at-home: the tool says",
        ),
        (
            "revision.md",
            "explain how water leaves",
            "understand how water leaves",
            "line 9 of the model revision structure/vague-objective",
        ),
        ("lesson.md", "Copy the starter", "Watch the 8-minute YouTube clip at home. Copy the starter", ""),
        ("revision.md", "Puddle", "Pool", ""),
        ("revision.md", "kettle", "pot", ""),
    ],
)
def test_what_does_not_hold_is_told(own: Path, name: str, old: str, new: str, said: str) -> None:
    spoil(own, name, old, new)
    ran = lint("practice", "verify", own)
    assert said in ran.out
    assert ran.code == (1 if said else 0)


def test_a_phrase_to_keep_and_a_loud_distractor_are_told(own: Path) -> None:
    spoil(own, "exercise.yaml", "keep:\n", "keep:\n  - hovercraft\n")
    spoil(own, "exercise.yaml", "lines: [45, 45]\n    rules: [", "lines: [44, 44]\n    rules: [home-technology/high-bandwidth-homework, ")
    out = lint("practice", "verify", own).out
    assert "keep: “hovercraft” is not in the model revision" in out
    assert "distractor in line 44: home-technology/high-bandwidth-homework speaks in line 44" in out


def test_one_wrong_exercise_does_not_hide_the_others(own: Path) -> None:
    shutil.copytree(SHIPPED / WATER, own.parent / "z-fine")
    spoil(own, "exercise.yaml", "title:", "titel:")
    ran = lint("practice", "verify", "our-water", "z-fine", "--exercises", own.parent)
    assert ran.code == 1
    assert "exercise.yaml:1: unknown key `titel`. Did you mean 'title'?" in ran.out
    assert "z-fine: holds" in ran.out


def test_learners_speak_of_rules_that_there_are_in_both_languages() -> None:
    rules = practice_rules().linter().ruleset.rules
    assert set(AREAS) == {rule.pack for rule in rules.values() if not rule.id.startswith("unit")} & set(AREAS)
    for name in LEARNERS:
        each = learner(name)
        assert each.sources
        assert each.about.en
        assert each.about.es
        for rule, words in {**each.stops, **each.helps}.items():
            assert rule in rules
            assert words.en != words.es
        assert all(rules[rule].found for rule in each.helps), "help is what a rule is glad to find"
    assert learner("Amina") is learner("newcomer")


def test_the_folder_of_an_exercise_has_a_plain_name(own: Path) -> None:
    other = own.rename(own.with_name("Our Water"))
    assert "has small letters, digits and hyphens" in lint("practice", "verify", other).out
    ran = lint("practice", "new", SHIPPED / WATER / "lesson.md", "--to", own.with_name("Ours_2"))
    assert ran.code == 2
    assert not own.with_name("Ours_2").exists()
