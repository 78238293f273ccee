"""The measure of accuracy: the comparison counts what it says it counts, and the page says what was measured."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelled_lessons import BENCHMARKS, PLAIN, Lessons, bench, stand_in, write_planted, write_set
from running import ROOT

codebook, comparison, labelled = bench("codebook"), bench("comparison"), bench("labelled")
measurement, planted, accuracy, accuracy_page = bench("measurement"), bench("planted"), bench("accuracy"), bench("accuracy_page")
Said, Tally = comparison.Said, comparison.Tally

VAGUE, OBJECTIVE, REFLECTION = "structure/vague-objective", "structure/missing-objective", "engagement/missing-reflection"


# --- what the marks ask for


def test_a_plain_lesson_leaves_every_rule_silent() -> None:
    assert not [rule for rule, speaks in codebook.LESSON_RULES.items() if speaks(PLAIN)]
    assert not [rule for rule, lines in codebook.SPAN_RULES.items() if lines(PLAIN)]


@pytest.mark.parametrize(
    ("rule", "marks"),
    [
        (OBJECTIVE, {"objective": "none"}),
        ("structure/missing-grade", {"grade": None}),
        ("representation/single-input-mode", {"input_modes": {"A": [1]}}),
        ("representation/long-teacher-talk", {"teacher_talk": {"minutes": 11, "line": 1}}),
        ("expression/single-form-assessment", {"product_option": "no"}),
        ("engagement/missing-student-choice", {"choice": {"s": 0, "lines": []}}),
        ("language/missing-language-scaffold", {"scaffolds": {"S": {"s": 2, "lines": [1]}, "G": {"s": 1, "lines": [1]}}}),
        ("language/missing-language-scaffold", {"scaffolds": {"L": {"s": 2, "lines": [1]}, "G": {"s": 0, "lines": [1]}}}),
        ("language/missing-home-language", {"home_language": "silent"}),
        ("equity/bolted-on-supports", {"supports": {"placement": "end_only"}}),
        ("family/missing-family-connection", {"family": []}),
    ],
)
def test_a_mark_makes_its_rule_speak_and_no_other(rule: str, marks: dict[str, Any]) -> None:
    assert [name for name, speaks in codebook.LESSON_RULES.items() if speaks({**PLAIN, **marks})] == [rule]


def home(**given: Any) -> dict[str, Any]:
    return {"line": 7, "need": "none", "route": "none", "submission": "any", "optional": False, **given}


@pytest.mark.parametrize(
    ("rule", "item"),
    [
        ("high-bandwidth-homework", home(need="high", route="weak")),
        ("internet-only-homework", home(need="internet")),
        ("device-only-homework", home(need="device")),
        ("unequal-offline-option", home(need="internet", route="unequal")),
        ("online-only-submission", home(submission="online_only", route="equal")),
        ("", home(need="internet", route="equal")),
        ("", home()),
    ],
)
def test_a_task_for_home_goes_to_its_rule(rule: str, item: dict[str, Any]) -> None:
    told = {name: lines({**PLAIN, "home_items": [item]}) for name, lines in codebook.SPAN_RULES.items()}
    assert {name: lines for name, lines in told.items() if lines} == ({f"home-technology/{rule}": [7]} if rule else {})


# --- counting


def test_a_whole_lesson_is_right_or_wrong_once() -> None:
    tally = Tally(whole_lesson=True)
    for lesson, (wanted, said, asked) in {
        "a": (True, True, False),
        "b": (True, False, False),
        "c": (False, True, True),
        "d": (False, False, False),
        "e": (True, False, True),
        "f": (False, False, True),
    }.items():
        tally.lesson(lesson, wanted, said, asked)
    assert (tally.right, tally.missed, tally.false_alarms, tally.silent, tally.asked) == (1, 1, 1, 1, 2)
    assert (tally.positives, tally.negatives, tally.errors) == (3, 3, {"b": 1, "c": 1})
    assert tally.sure == pytest.approx(4 / 6)
    assert tally.score == pytest.approx(0.5)


def test_always_speaking_gains_nothing_where_most_lessons_lack_the_thing() -> None:
    tally = Tally(whole_lesson=True)
    for number in range(10):
        tally.lesson(str(number), number < 9, True, False)
    assert tally.precision.share == 0.9
    assert tally.score < 0.5


@pytest.mark.parametrize(
    ("wanted", "said", "asked", "counts"),
    [
        ([10], [(12, 12)], [], (1, 0, 0, 0)),
        ([10], [(13, 13)], [], (0, 1, 1, 0)),
        ([10], [(4, 8)], [], (1, 0, 0, 0)),
        ([10, 11], [(9, 9)], [], (2, 0, 0, 0)),
        ([10], [(10, 10), (11, 11)], [], (1, 0, 0, 0)),
        ([10, 10], [], [(9, 9)], (0, 0, 0, 1)),
        ([10, 20], [(10, 10)], [(10, 10)], (1, 0, 1, 0)),
        ([], [(1, 1)], [(1, 1)], (0, 1, 0, 0)),
    ],
)
def test_words_are_matched_line_by_line(
    wanted: list[int], said: list[tuple[int, int]], asked: list[tuple[int, int]], counts: tuple[int, ...]
) -> None:
    tally = Tally()
    tally.lines("a", wanted, said, asked)
    assert (tally.right, tally.false_alarms, tally.missed, tally.asked) == counts


PLACES = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 4)).map(lambda place: (place[0], place[0] + place[1])), max_size=12)


@given(st.lists(st.integers(1, 60), max_size=12), PLACES, PLACES)
def test_every_mark_is_right_missed_or_asked(wanted: list[int], said: list[tuple[int, int]], asked: list[tuple[int, int]]) -> None:
    tally = Tally()
    tally.lines("a", wanted, said, asked)
    assert tally.right + tally.missed + tally.asked == tally.positives == len(set(wanted))
    assert tally.false_alarms <= len(said)
    perfect = Tally()
    perfect.lines("a", wanted, [(line, line) for line in wanted])
    assert (perfect.right, perfect.false_alarms, perfect.missed) == (len(set(wanted)), 0, 0)


def test_a_review_is_no_answer_unless_it_is_forced() -> None:
    marks = {"a": {**PLAIN, "objective": "none", "vague_objective_lines": [4]}}
    said = {"a": [Said(OBJECTIVE, 1, 1, "review"), Said(VAGUE, 4, 4, "review")]}
    told, forced = comparison.compare(marks, said), comparison.compare(marks, said, forced=True)
    assert [(told[rule].right, told[rule].asked, told[rule].missed) for rule in (OBJECTIVE, VAGUE)] == [(0, 1, 0), (0, 1, 0)]
    assert [(forced[rule].right, forced[rule].asked, forced[rule].missed) for rule in (OBJECTIVE, VAGUE)] == [(1, 0, 0), (1, 0, 0)]


def test_two_rules_may_share_their_marks() -> None:
    marks = {"a": {**PLAIN, "labels": [{"line": 3, "tier": "warn"}, {"line": 9, "tier": "err"}]}}
    said = {"a": [Said("equity/deficit-language", 3, 3), Said("equity/outdated-disability-language", 9, 9)]}
    (row,) = (row for row in codebook.RULES if "|" in row)
    assert comparison.compare(marks, said)[row].right == 2


def test_the_wilson_interval_is_wilson_s() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3: 81/263, 15/148, 0/20 and 1/29.
    for hits, cases, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)):
        assert comparison.wilson(hits, cases)[1:] == pytest.approx((low, high), abs=5e-5)
    assert comparison.wilson(0, 0) is None


@given(st.integers(0, 300), st.integers(0, 300))
def test_an_interval_holds_its_share(hits: int, misses: int) -> None:
    interval = comparison.wilson(hits, hits + misses)
    assert interval is None or 0 <= interval.low <= interval.share <= interval.high <= 1


def test_totals_are_sums_and_means_over_rules_with_enough_cases() -> None:
    marks = {
        f"s-{number:03}": {**PLAIN, "vague_objective_lines": [4], "objective": "none" if number < 5 else "vague"} for number in range(10)
    }
    said = {lesson: [Said(VAGUE, 4, 4)] if lesson < "s-008" else [Said(VAGUE, 40, 40)] for lesson in marks}
    told = comparison.totals(comparison.compare(marks, said), {VAGUE: 0.8}, len(marks))
    assert (told.rules, told.said) == (2, 10)
    assert (told.false_alarms, told.missed) == (0.2, 0.7)
    assert told.of_readers == pytest.approx(0.8 / 0.8)
    assert told.score == pytest.approx((0.8 + 1 / 3) / 2)


def test_a_wanted_line_that_lies_as_near_excuses_a_look_alike() -> None:
    marks = {"p": {"must": [[VAGUE, 10], [OBJECTIVE, None]], "must_not": [[VAGUE, 12], [VAGUE, 20], REFLECTION]}}
    held = planted.kept(marks, {"p": [Said(VAGUE, 11, 11), Said(VAGUE, 21, 21), Said(OBJECTIVE, 1, 1, "review")]})
    assert held[VAGUE] == (1, 1, 2, 1)
    assert held[OBJECTIVE] == (1, 1, 0, 0)
    assert held[REFLECTION] == (0, 0, 1, 1)


# --- measuring and telling


def text(*said: str) -> str:
    return "\n".join(["# A lesson", "", *said, ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Made-up sets: in `dev` the linter is right about six vague goals of eight, asks once, and sounds one false alarm."""
    say = f"SAY {VAGUE} problem"
    dev = {
        f"owl-{number:03}": (text(f"{say} error" if number < 2 else f"{say} warning"), {"vague_objective_lines": [3]})
        for number in range(6)
    }
    dev["jay-006"] = (text(f"SAY {VAGUE} review warning"), {"vague_objective_lines": [3]})
    dev["jay-007"] = (text(f"SAY {OBJECTIVE} problem error", f"SAY {REFLECTION} problem warning"), {"vague_objective_lines": [3]})
    write_set(tmp_path, "dev", dev, readers_score={VAGUE: 0.9}, agreement={OBJECTIVE: {"agree": 0.99, "ac1": 0.98, "kappa": 0.97}})
    more = {f"owl-{number:03}": (text(f"{say} warning"), {"vague_objective_lines": [3]}) for number in range(10, 16)}
    write_set(tmp_path, "more", more, readers_score={VAGUE: 0.9})
    write_planted(tmp_path, {"p01": (text(f"{say} warning"), [[VAGUE, 3]], [OBJECTIVE])})
    return tmp_path


def measure(folder: Path, *more: str) -> int:
    place = ["--corpus", str(folder / "corpus"), "--published", str(folder / "published"), "--linter", stand_in(folder)]
    code = accuracy.main([*place, "--page", str(folder / "accuracy.md"), *more])
    assert isinstance(code, int)
    return code


def rows(page: str, start: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.split("\n") if line.startswith(f"| {start}")]


def test_the_page_tells_what_was_measured(folder: Path) -> None:
    assert measure(folder) == 0
    page = (folder / "accuracy.md").read_text(encoding="utf-8")
    assert rows(page, f"`{VAGUE}` | 8") == [[f"`{VAGUE}`", "8", "1.00 (0.61–1.00)", "0.86 (0.49–0.97)", "0.88", "0.92", "0.90", "1.00"]]
    few = "too few to say"
    assert rows(page, f"`{OBJECTIVE}` | 0 |") == [[f"`{OBJECTIVE}`", "0", few, few, "1.00", few, "–", few]]
    assert rows(page, "Precision, profile `teacher`") == [["Precision, profile `teacher`", "0.86 (0.49–0.97)", "1.00 (0.61–1.00)", "0.14"]]
    assert rows(page, "Precision, every rule") == [["Precision, every rule (`strict`)", "0.75 (0.41–0.93)", "1.00 (0.61–1.00)", "0.25"]]
    assert rows(page, "False alarms a lesson, `teacher`")[0][1:] == ["0.12", "0.00", "0.12"]
    assert rows(page, "Precision of errors")[0][1] == "0.67 (0.21–0.94)"
    assert rows(page, f"`{OBJECTIVE}` | 0.99") == [[f"`{OBJECTIVE}`", "0.99", "0.98", "0.97"]]
    assert rows(page, f"`{VAGUE}` | 1 of 1") == [[f"`{VAGUE}`", "1 of 1", "–"]]
    assert "udl-lint 9.9" in page
    assert "1 of the 2 sources of the measuring set also gave lessons to the tuning set; 2 of its 8 lessons" in page
    assert "1 other rules look at, so their precision is not known here: `structure/not-marked`" in page
    assert "language models, not teachers" in page


def test_the_data_holds_the_same_figures(folder: Path) -> None:
    measure(folder)
    told = json.loads((folder / "accuracy.json").read_text(encoding="utf-8"))
    row = next(row for row in told["rules"] if row["rules"] == [VAGUE])
    assert (row["positives"], row["precision"], row["sure"], row["enough"]) == (8, [1.0, 0.61, 1.0], 0.875, True)
    assert told["sets"]["dev"]["teacher"]["precision"] == [0.857, 0.487, 0.974]
    assert told["planted"][OBJECTIVE] == {"must": 0, "must_kept": 0, "must_not": 1, "must_not_kept": 1}


def test_check_fails_when_the_page_no_longer_says_what_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure(folder, "--check") == 1
    assert not (folder / "accuracy.md").exists()
    measure(folder)
    before = (folder / "accuracy.md").read_bytes()
    assert measure(folder, "--check") == 0
    assert measure(folder) == 0
    assert (folder / "accuracy.md").read_bytes() == before
    (folder / "accuracy.md").write_bytes(before.replace(b"0.86 (0.49", b"0.99 (0.49", 1))
    capsys.readouterr()
    assert measure(folder, "--check") == 1
    assert "0.99 (0.49" in capsys.readouterr().out


def test_the_readme_has_its_numbers_between_the_markers_only(folder: Path) -> None:
    readme = folder / "README.md"
    readme.write_text("# Before\n\n<!-- accuracy -->\nold\n<!-- /accuracy -->\n\nAfter\n", encoding="utf-8")
    assert measure(folder, "--readme", str(readme)) == 0
    told = readme.read_text(encoding="utf-8")
    assert told.startswith("# Before\n\n<!-- accuracy -->\nMeasured on 8 real lessons from 2 sources")
    assert told.endswith("```\n<!-- /accuracy -->\n\nAfter\n")
    assert ("**86 of 100**" in told, "**0.1** false alarms" in told, "**sure** in 99 of 100" in told, "old" in told) == (
        True,
        True,
        True,
        False,
    )
    assert measure(folder, "--readme", str(readme), "--check") == 0
    for unmarked in ("# No markers\n", "<!-- accuracy -->\nno end\n"):
        readme.write_text(unmarked, encoding="utf-8")
        assert measure(folder, "--readme", str(readme)) == 0
        assert readme.read_text(encoding="utf-8") == unmarked


def test_the_readme_s_numbers_are_easy_to_read(folder: Path) -> None:
    from udl_lint import Source, load_ruleset
    from udl_lint.readability import Measured
    from udl_lint.readability import measure as level
    from udl_lint.readers import read

    found = measurement.measure(folder / "corpus", stand_in(folder), ("dev",), folder / "published")
    block = "\n".join([accuracy_page.readme_block(found).partition("```")[0]] * 2)
    measured = level([each.prose for each in read(Source("README.md", block), load_ruleset().cues).blocks], "en")
    assert isinstance(measured, Measured)
    assert measured.grade is not None
    assert measured.grade <= 9


def test_with_some_sets_only_the_page_in_docs_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = folder / "docs" / "accuracy.md"
    monkeypatch.setattr(accuracy, "PAGE", page)
    monkeypatch.setattr(accuracy, "README", folder / "README.md")
    (folder / "README.md").write_text("# No markers\n", encoding="utf-8")
    place = ["--corpus", str(folder / "corpus"), "--published", str(folder / "published"), "--linter", stand_in(folder)]
    assert accuracy.main([*place, "--sets", "more,planted"]) == 0
    assert accuracy.main([*place, "--partial"]) == 0
    assert not page.exists()
    assert accuracy.main(place) == 0
    assert page.exists()


def test_the_figures_of_the_tuning_set_alone_are_for_a_page_only(folder: Path) -> None:
    assert measure(folder, "--sets", "more") == 0
    page = (folder / "accuracy.md").read_text(encoding="utf-8")
    assert "## Rule by rule, tuning set" in page
    assert rows(page, "Lessons")[0] == ["Lessons", "6"]
    assert not (folder / "accuracy.json").exists()


def test_another_text_than_the_marked_one_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = folder / "corpus" / "dev" / "lessons" / "owl-000.md"
    lesson.write_text("# Something else\n", encoding="utf-8")
    assert measure(folder) == 2
    assert "owl-000: its text is not the one that was marked" in capsys.readouterr().err
    lesson.unlink()
    assert measure(folder) == 2
    assert "owl-000: no such file" in capsys.readouterr().err
    assert measure(folder, "--partial") == 0
    assert rows((folder / "accuracy.md").read_text(encoding="utf-8"), "Lessons")[0][1:3] == ["7", "6"]


def test_a_set_that_is_not_there_is_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for program, arguments in ((accuracy, ["--corpus", "x", "--sets", "devel"]), (bench("rebuild_lessons"), ["x", "--sets", "planted"])):
        with pytest.raises(SystemExit) as ended:
            program.main(arguments)
        assert ended.value.code == 2
    assert "there is no set 'devel'" in capsys.readouterr().err


@pytest.mark.parametrize("linter", ["no-such-linter", f"{shlex.quote(sys.executable)} -c 'print(1'"])
def test_a_linter_that_does_not_report_measures_nothing(folder: Path, linter: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main(["--corpus", str(folder / "corpus"), "--published", str(folder / "published"), "--linter", linter]) == 2
    assert capsys.readouterr().err


def test_the_linter_itself_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = "# Owl Pellets\n\nGrade 4\n\n## Objective\n\n- Students will {}.\n\n## Steps\n\nSort the bones with your partner.\n"
    lessons: Lessons = {
        "owl-001": (goal.format("understand owls"), {"objective": "vague", "vague_objective_lines": [7]}),
        "owl-002": (goal.format("sort ten bones and name the animal"), {}),
        "owl-003": ("# Owl Pellets\n\n## Steps\n\nSort the bones with your partner.\n", {"objective": "none", "grade": None}),
    }
    write_set(tmp_path, "dev", lessons)
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    found = measurement.measure(tmp_path / "corpus", f"{shlex.quote(sys.executable)} -m udl_lint", ("dev",), tmp_path / "published")
    told = found.real["dev"].rules
    for rule in (VAGUE, OBJECTIVE, "structure/missing-grade"):
        assert (told[rule].right, told[rule].false_alarms, told[rule].missed) == (1, 0, 0), rule
    assert VAGUE in found.every_rule


# --- what is published


def published_texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in published_texts(each)]
    return [text for each in value for text in published_texts(each)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", ["dev", "more"])
def test_the_published_marks_hold_no_words_of_lessons(name: str) -> None:
    publish = bench("publish_marks")
    is_term = publish.terms()
    marks = json.loads((BENCHMARKS / "lessons" / name / "marks.json").read_text(encoding="utf-8"))["marks"]
    for lesson, each in marks.items():
        words = [label["words"] for label in each["labels"] if "words" in label]
        assert all(map(is_term, words)), lesson
        assert set(published_texts(each)) <= {lesson, *publish.CODES, *words}, lesson


@pytest.mark.parametrize("name", ["dev", "more", "planted"])
def test_every_published_lesson_is_marked_and_has_its_digest(name: str) -> None:
    folder = BENCHMARKS / "lessons" / name
    manifest = (folder / "manifest.csv").read_text(encoding="utf-8").split("\n")
    marks = json.loads((folder / "marks.json").read_text(encoding="utf-8"))["marks"]
    assert [line.split(",")[0].rpartition(".")[0] for line in manifest[1:-1]] == sorted(marks)
    if name != "planted":
        assert all(isinstance(speaks(each), bool) for each in marks.values() for speaks in codebook.LESSON_RULES.values())
        assert all(isinstance(line, int) for each in marks.values() for lines in codebook.SPAN_RULES.values() for line in lines(each))
