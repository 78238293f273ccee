"""A cohort of thirty, simulated by running the command as each of them would; collected, reported, and looked at."""

from __future__ import annotations

import csv
import io
import itertools
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Request

import pytest

from browser import axe, chromium, too_wide
from running import ROOT, Ran, lint
from udl_lint.practice import attempts as attempts_file
from udl_lint.practice.attempts import FIRST, hash_of, line_of, read_attempts
from udl_lint.practice.cohort import collect
from udl_lint.practice.disclosure import Share, people, share
from udl_lint.practice.exercise import SHIPPED, load_exercise
from udl_lint.practice.tally import tally

WATER = "grade-4-water-cycle-one-period"
RATES = "grade-7-unit-rates-worksheet"
SPOILT = {3: "cut off", 7: "edited", 11: "renamed"}


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What thirty candidates hand in, in folders that an LMS would name after them, with a page that is no attempt beside it.

    The way of each is drawn with a fixed seed: which barriers are seen rises from the first exercise to the second.
    """
    home = tmp_path_factory.mktemp("cohort")
    draw = random.Random(20261126)
    clock = itertools.count(1_790_000_000, 97)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts_file, "now", lambda: _time(next(clock)))
        for number in range(1, 31):
            own = home / "work" / str(number)
            for exercise, skill in ((WATER, 0.45), (RATES, 0.7)):
                _one_exercise(own, exercise, f"A{number}", skill, draw)
            handed = home / "handed-in" / f"Student {number}_assignsubmission_file"
            handed.mkdir(parents=True)
            assert practise("export", "--folder", own, "--to", handed / "attempts.jsonl", "--looked").code == 0
    (home / "handed-in" / "grades.html").write_text("<p>No attempts.</p>", encoding="utf-8")
    _spoil(home / "handed-in")
    return home


def _time(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def practise(*arguments: str | Path) -> Ran:
    return lint("practice", *arguments)


def _one_exercise(own: Path, name: str, code: str, skill: float, draw: random.Random) -> None:
    exercise = load_exercise(SHIPPED / name)
    practise("start", name, "--code", code, "--folder", own)
    marks = []
    for entry in exercise.key:
        if draw.random() < skill and entry.id != "back-row":
            where = f"{entry.lines[0]}-{entry.lines[1]}" if entry.lines else "plan"
            marks.append(f"{where} {entry.area} {draw.choice([3, 4, 4, 5])}")
    fooled = [each for each in exercise.distractors if each.rules and draw.random() < 0.6 - skill / 2]
    marks += [f"{each.lines[0]} {each.rules[0].split('/')[0]} {draw.choice([1, 2, 3, 4])}" for each in fooled]
    given = [part for mark in marks for part in ("--mark", mark)] or ["--nothing"]
    assert practise("predict", "--folder", own, *given).code == 0
    assert practise("check", "--folder", own).code == 0
    if draw.random() < 0.8:
        (own / name / exercise.lesson_name).write_text(exercise.revision.text, encoding="utf-8")
        assert practise("check", "--folder", own, "--reflect", "Students without data now read it on paper.").code == 0


def _spoil(handed: Path) -> None:
    cut = handed / "Student 3_assignsubmission_file" / "attempts.jsonl"
    cut.write_bytes(cut.read_bytes()[:-60])
    edited = handed / "Student 7_assignsubmission_file" / "attempts.jsonl"
    lines = edited.read_bytes().splitlines(keepends=True)
    edited.write_bytes(b"".join([lines[0], lines[1].replace(b"2026", b"2025"), *lines[2:]]))
    renamed = handed / "Student 11_assignsubmission_file" / "attempts.jsonl"
    renamed.rename(renamed.with_suffix(".jsonl.txt"))


def test_collect_names_what_is_wrong_and_counts_the_rest(cohort: Path, tmp_path: Path) -> None:
    before = sorted(path.relative_to(cohort) for path in cohort.rglob("*"))
    ran = practise("collect", cohort / "handed-in", "--to", tmp_path / "cohort.jsonl")
    assert ran.code == 1
    cut = cohort / "handed-in" / "Student 3_assignsubmission_file" / "attempts.jsonl"
    last = len(cut.read_bytes().splitlines())
    assert f"{cut}:{last}: this line is no complete JSON; perhaps the file was cut off here. The line is left out." in ran.notes
    assert re.search(r"Student 7_\S*attempts\.jsonl:3: this line does not follow", ran.notes)
    assert "left out, because it holds no attempts" in ran.notes
    assert len(ran.notes.splitlines()) == 3
    assert "30 codes" in ran.out
    told = collect(str(tmp_path / "cohort.jsonl"))
    assert (len(told.attempts), told.problems) == (30, ())
    text = (tmp_path / "cohort.jsonl").read_text(encoding="utf-8")
    assert "Student" not in text
    assert "without data" not in text
    assert tally(told.attempts) == tally(collect(str(cohort / "handed-in")).attempts)
    assert sorted(path.relative_to(cohort) for path in cohort.rglob("*")) == before, "nothing is written where it was read"


def test_handing_in_twice_counts_once(cohort: Path, tmp_path: Path) -> None:
    one = cohort / "handed-in" / "Student 5_assignsubmission_file" / "attempts.jsonl"
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(one.read_bytes())
    (tmp_path / "early.jsonl").write_bytes(b"".join(one.read_bytes().splitlines(keepends=True)[:4]))
    told = collect(str(tmp_path))
    assert told.problems == ()
    assert list(told.attempts) == ["A5"]
    assert len(told.attempts["A5"]) == len(read_attempts(str(one)).attempts)


def test_two_candidates_with_one_code_are_named(cohort: Path, tmp_path: Path) -> None:
    for number in (5, 6):
        one = cohort / "handed-in" / f"Student {number}_assignsubmission_file" / "attempts.jsonl"
        (tmp_path / f"{number}.jsonl").write_text(one.read_text(encoding="utf-8").replace('"A6"', '"A5"'), encoding="utf-8")
    assert any("carries the code A5, too" in each.message for each in collect(str(tmp_path)).problems)


def test_no_attempts_is_wrong_use(tmp_path: Path) -> None:
    assert practise("report", tmp_path).code == 2
    assert practise("collect", tmp_path / "nowhere").code == 2
    line = line_of({"at": "2026-11-26T10:00:00Z", "code": "", "exercise": WATER, "step": "start"}, 1, FIRST)
    (tmp_path / "x.jsonl").write_text(line + "\n", encoding="utf-8")
    assert "no line carries a code" in practise("collect", tmp_path).notes


# What is shown of a group


def test_counts_are_hidden_below_five_and_rounded_above() -> None:
    assert [people(number) for number in (0, 1, 4, 5, 7, 8, 12, 13, 30)] == [None, None, None, 5, 5, 10, 10, 15, 30]
    assert str(share(3, 30)) == "fewer than 5 of 30"
    assert str(share(20, 30)) == "20 of 30 (67%)"
    assert share(4, 4) == Share(None, None)


def test_no_figure_and_no_difference_of_figures_finds_fewer_than_five(cohort: Path) -> None:
    ran = practise("report", cohort / "handed-in", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {row["table"] for row in rows} == {"cohort", "areas", "misses", "false alarms", "calibration", "time"}
    shown = [int(row[key]) for row in rows for key in ("people", "of") if row[key].isdigit()]
    assert len(shown) > 40
    assert min(shown) >= 5
    assert all(abs(one - other) % 5 == 0 for one, other in itertools.combinations(set(shown), 2))
    # One candidate more or fewer: the true counts move, and what is shown of any group moves by nothing or by five.
    whole = collect(str(cohort / "handed-in")).attempts
    for left_out in ("A1", "A17"):
        part = tally({code: each for code, each in whole.items() if code != left_out})
        for before, after in zip(tally(whole).areas, part.areas, strict=True):
            for one, other in zip(before[2:], after[2:], strict=True):
                assert abs((one.people or 0) - (other.people or 0)) in (0, 5)
        assert all(row.percent is None or row.people is not None for area in part.areas for row in area[2:])


def test_a_small_cohort_shows_nothing_of_anybody(cohort: Path, tmp_path: Path) -> None:
    for number in range(15, 19):
        one = cohort / "handed-in" / f"Student {number}_assignsubmission_file" / "attempts.jsonl"
        (tmp_path / f"{number}.jsonl").write_bytes(one.read_bytes())
    out = practise("report", tmp_path, "--format", "csv").out
    assert not re.search(
        r"\d",
        "".join(part for row in csv.reader(io.StringIO(out)) if row[0] not in ("table", "calibration", "time") for part in row[4:]).replace(
            "fewer than 5", ""
        ),
    )
    assert "too few attempts" in practise("report", tmp_path).out


def test_the_page_says_what_it_is_and_names_nobody(cohort: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels.yaml"
    labels.write_text("support: 'edTPA <5>'\n", encoding="utf-8")
    out = practise("report", cohort / "handed-in", "--labels", labels).out
    assert "predicts no score" in out
    assert "support [edTPA &lt;5&gt;]" in out
    assert not re.search(r"\bA\d+\b|Student|<script|https?://(?!www\.w3\.org/2000/svg)", out)
    assert out.count('<svg role="img"') == 2
    assert "A mini-lesson for next time" in out
    assert out == practise("report", cohort / "handed-in", "--labels", labels).out


def test_a_report_is_the_same_whatever_the_order_of_files(cohort: Path, tmp_path: Path) -> None:
    files = sorted((cohort / "handed-in").rglob("*.jsonl*"))
    for number, file in enumerate(reversed(files)):
        (tmp_path / f"{number:02}.jsonl").write_bytes(file.read_bytes())
    assert practise("report", tmp_path).out == practise("report", cohort / "handed-in").out


def _noting(urls: list[str]) -> Callable[[Request], None]:
    return lambda request: urls.append(request.url)


def test_the_page_passes_axe_and_prints_on_two_sheets(cohort: Path, tmp_path: Path) -> None:
    page_file = tmp_path / "report.html"
    practise("report", cohort / "handed-in", "--to", page_file)
    with chromium() as browser:
        for width in (1100, 320):
            page = browser.new_page(viewport={"width": width, "height": 900})
            asked: list[str] = []
            page.on("request", _noting(asked))
            page.goto(page_file.as_uri())
            assert axe(page) == []
            assert too_wide(page) == []
            assert asked == [page_file.as_uri()], "nothing else is loaded"
        for paper in ("Letter", "A4"):
            assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 2


# The guide


def test_every_step_of_the_instructors_guide_runs(cohort: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handed-in").symlink_to(cohort / "handed-in")
    (tmp_path / "my-plan.md").write_text((SHIPPED / WATER / "lesson.md").read_text(encoding="utf-8"), encoding="utf-8")
    guide = (ROOT / "docs" / "practice" / "instructor.md").read_text(encoding="utf-8")
    codes = {step: lint(*step.split()[1:]).code for step in re.findall(r"```sh\n(udl-lint .+)\n```", guide)}
    # Three files of the cohort are spoilt, and a key that nobody has filled in does not hold.
    ends = {"practice collect": 1, "verify --exercises ours": 1}
    assert codes == {step: next((code for part, code in ends.items() if part in step), 0) for step in codes}
    assert len(codes) == 7
    assert {path.name for path in tmp_path.iterdir()} == {"handed-in", "my-plan.md", "cohort.jsonl", "report.html", "report.csv", "ours"}
    names = {name for name, text in re.findall(r"`(--?[a-z-]+)|`udl-lint practice ([a-z]+)", guide) if name}
    assert names <= {"--labels", "--without-text", "--exercises"}


# A new exercise


def test_any_lesson_becomes_an_exercise_to_fill_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = SHIPPED / WATER / "lesson.md"
    assert practise("new", source, "--to", "ours/water").code == 0
    assert practise("new", source, "--to", "ours/water").code == 2, "nothing is overwritten"
    ran = practise("verify", "--exercises", "ours", "water")
    assert ran.code == 1
    assert "its reason is not written yet" in ran.out
    path = Path("ours/water/exercise.yaml")
    text = re.sub(r'"WRITE: [^"]*"', '"Written by an expert."', path.read_text(encoding="utf-8"))
    for rule in ("family/missing-community-partner", "equity/missing-cultural-connection"):
        name = rule.split("/")[1]
        text = re.sub(rf"  - id: {name}\n(    .*\n)+", "", text)
        text = text.replace(f", {name}", "").replace(f"[{name}, ", "[")
    path.write_text(text, encoding="utf-8")
    assert "still speaks" in practise("verify", "--exercises", "ours", "water").out, "the revision is the lesson itself"
    Path("ours/water/revision.md").write_text((SHIPPED / WATER / "revision.md").read_text(encoding="utf-8"), encoding="utf-8")
    assert practise("verify", "--exercises", "ours", "water").out.startswith("water: holds")
    assert practise("start", "water", "--exercises", "ours").code == 0


def test_a_long_file_of_attempts_is_read_once_a_step() -> None:
    """The chain of a term: each line holds the hash of the one before."""
    line, before = "", FIRST
    lines = []
    for number in range(1, 200):
        line = line_of({"at": "2026-11-26T10:00:00Z", "code": "A1", "exercise": WATER, "step": "hint"}, number, before)
        before = hash_of(line)
        lines.append(line)
    told = attempts_file.parse_attempts("\n".join(lines).encode(), "x")
    assert (len(told.attempts), told.problems, told.complete) == (199, (), False)
