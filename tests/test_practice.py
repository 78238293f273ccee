"""A candidate's way: predict, check, revise, reflect, hand in. By options and files, and at a terminal of 80 columns."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from running import ROOT, Ran, environment, lint
from udl_lint.practice.attempt_shape import schema
from udl_lint.practice.attempts import NAME, read_attempts
from udl_lint.practice.exercise import SHIPPED, load_exercise
from udl_lint.practice.identity import point_out
from udl_lint.practice.judging import judge
from udl_lint.practice.marks import parse_mark

WATER = "grade-4-water-cycle-one-period"
GUIDE = ROOT / "docs" / "practice" / "candidate.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def practise(*arguments: str | Path) -> Ran:
    return lint("practice", *arguments)


def lesson(here: Path) -> Path:
    return here / "udl-practice" / WATER / "lesson.md"


def revise(here: Path, *changes: tuple[str, str]) -> None:
    text = lesson(here).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    lesson(here).write_text(text, encoding="utf-8", newline="\n")


def attempts(here: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (here / "udl-practice" / NAME).read_text(encoding="utf-8").splitlines()]


def everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# The guide


def test_every_step_of_the_guide_runs(here: Path) -> None:
    steps = re.findall(r"```sh\n(udl-lint .+)\n```", GUIDE.read_text(encoding="utf-8"))
    assert len(steps) >= 12
    checked = 0
    for step in steps:
        _, *arguments = shlex.split(step)
        if arguments[1] == "check" and checked == 1:
            revise(here, ("Watch the water cycle video on YouTube (8 minutes, captions on)", "Read the page on the water cycle"))
        checked += arguments[1] == "check"
        ran = lint(*arguments)
        assert (ran.code, ran.notes) == (0, ""), step
        assert all(len(line) <= 80 for line in ran.out.splitlines()), step
    assert everything(here) == {
        "udl-practice",
        f"udl-practice/{NAME}",
        f"udl-practice/{WATER}",
        f"udl-practice/{WATER}/lesson.md",
        f"udl-practice/{WATER}/marks.txt",
        "attempts-A17.jsonl",
    }
    assert read_attempts("attempts-A17.jsonl").problems == ()
    assert "water cycle" not in Path("attempts-A17.jsonl").read_text(encoding="utf-8").casefold(), "no lesson text is handed in"
    steps_taken = [each["step"] for each in attempts(here)]
    assert steps_taken == ["code", "start", "predict", "check", "hint", "revise", "revise", "reflect"]


# Predict, then check


def test_the_tool_does_not_speak_first(here: Path) -> None:
    assert "Begin: udl-lint practice start" in practise("check").notes
    practise("start", WATER)
    ran = practise("check")
    assert ran.code == 2
    assert "first say what you see" in ran.notes
    assert "long-talk" not in practise("explain", "long-talk").out
    assert "home-technology" not in practise("hint").out, "a hint before the key tells no area"
    practise("predict", "--nothing")
    assert practise("check").code == 0
    late = practise("predict", "--nothing")
    assert late.code == 2
    assert f"practice reset {WATER}" in late.notes


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("44 home-technolgy 4", "--mark: 'home-technolgy' is no area. Did you mean 'home-technology'?"),
        ("99 language 4", "the lesson has no lines 99. Its lines go from 1 to 49."),
        ("9-3 language 4", "the lesson has no lines 9-3."),
        ("9 language 6", "'6' does not say how sure you are."),
        ("9 language 3 amine", "'amine' is no learner."),
        ("nine language 3", "'nine' is no line."),
        ("9 language", "'9 language' is no mark. Write it like this: 44 home-technology 4"),
    ],
)
def test_a_wrong_mark_is_told_and_nothing_is_kept(here: Path, mark: str, said: str) -> None:
    practise("start", WATER)
    ran = practise("predict", "--mark", "44 home-technology 4", "--mark", mark)
    assert ran.code == 2
    assert said in ran.notes
    assert [each["step"] for each in attempts(here)] == ["start"]


def test_marks_in_a_file(here: Path) -> None:
    practise("start", WATER)
    marks = here / "udl-practice" / WATER / "marks.txt"
    assert practise("predict", "--from", marks).code == 2, "a file in which nobody wrote holds no mark"
    form = marks.read_text(encoding="utf-8")
    marks.write_text(form + "44 home-technology 4 phone-only-home -- the video\nplan support\n", encoding="utf-8")
    assert f"marks.txt:{form.count(chr(10)) + 2}: 'plan support' is no mark." in practise("predict", "--from", marks).notes
    marks.write_text(form + "44 home-technology 4 phone-only-home -- the video\n", encoding="utf-8")
    assert "sure 4 of 5, for Marisol: the video" in practise("predict", "--from", marks).out
    assert "They take the place of the 1 mark before" in practise("predict", "--mark", "plan support 1").out


def seen(*marks: str) -> tuple[dict[str, str], list[str]]:
    """How each key entry was seen by some marks, and which kinds of false alarm there were."""
    exercise = load_exercise(SHIPPED / WATER)
    score = judge(exercise, [parse_mark(mark, exercise.lesson.line_count) for mark in marks])
    return {each.entry.id: each.seen for each in score.judged if each.seen != "miss"}, [alarm.kind for alarm in score.alarms]


@pytest.mark.parametrize(
    ("marks", "hits", "alarms"),
    [
        (["44 home-technology 5"], {"video-at-home": "hit"}, []),
        (["45 home-technology 5"], {}, ["distractor"]),
        (["44 home-technology 5", "45 home-technology 5"], {"video-at-home": "hit"}, ["distractor"]),
        (["43 home-technology 5"], {"video-at-home": "hit"}, []),
        (["plan home-technology 5"], {"video-at-home": "near"}, []),
        (["44 family 5"], {"video-at-home": "near"}, []),
        (["1-49 home-technology 5"], {"video-at-home": "near"}, []),
        (["1-49 engagement 5"], {}, ["other"]),
        (["plan support 2"], {"after-the-notebooks": "hit"}, []),
        (["40 support 2"], {"after-the-notebooks": "hit"}, []),
        (["plan family 3"], {}, ["tool"]),
        (["26 representation 3", "26 representation 3"], {"long-talk": "hit"}, []),
        (["26 representation 3", "49 representation 3"], {"long-talk": "hit", "back-row": "hit"}, []),
        (["12 engagement 1"], {}, ["other"]),
    ],
)
def test_marks_are_held_against_the_key(marks: list[str], hits: dict[str, str], alarms: list[str]) -> None:
    assert seen(*marks) == (hits, alarms)


def test_a_perfect_candidate_has_no_misses_in_any_exercise() -> None:
    for folder in sorted(SHIPPED.iterdir()):
        exercise = load_exercise(folder)
        marks = [f"{'-'.join(map(str, entry.lines)) if entry.lines else 'plan'} {entry.area} 5" for entry in exercise.key]
        score = judge(exercise, [parse_mark(mark, exercise.lesson.line_count) for mark in marks])
        assert [each.seen for each in score.judged] == ["hit"] * len(exercise.key), folder.name
        assert score.alarms == ()


# Revise


def test_the_model_revision_is_done_and_a_cut_is_noticed(here: Path) -> None:
    practise("start", WATER)
    practise("predict", "--nothing")
    practise("check")
    assert "is as it was given" in practise("check").out
    assert practise("explain", "--model").code == 2
    lesson(here).write_text((SHIPPED / WATER / "revision.md").read_text(encoding="utf-8"), encoding="utf-8")
    out = practise("check").out
    assert "The revision does what the exercise asks." in out
    assert "Still open (0)" in out
    assert "One sentence: Who in your class would not have seen the video" in out
    assert attempts(here)[-1]["done"] is True
    revise(here, ("kettle", "pot"), ("Kettle", "Pot"))
    out = practise("check").out
    assert "“kettle” was in the lesson and is gone" in out
    assert "not there yet" in out
    assert attempts(here)[-1]["cut"] == 1
    lesson(here).write_text("# Water\n\nGrade 4\n", encoding="utf-8")
    assert "The lesson lost 9" in practise("check").out


def test_a_reworded_line_that_still_stops_is_still_open(here: Path) -> None:
    practise("start", WATER)
    practise("predict", "--nothing")
    revise(here, ("Students will understand the water cycle.", "Students will really understand water."))
    practise("check")
    assert {"entry": "goal-understand", "area": "structure", "state": "open"} in attempts(here)[-1]["states"]


def test_a_reset_keeps_what_was_written(here: Path) -> None:
    practise("start", WATER)
    practise("predict", "--nothing")
    practise("check")
    revise(here, ("puddle", "pool"))
    assert "lesson-round-1.md" in practise("reset").out.replace("\n", " ")
    assert lesson(here).read_text(encoding="utf-8") == (SHIPPED / WATER / "lesson.md").read_text(encoding="utf-8")
    assert "pool" in lesson(here).with_name("lesson-round-1.md").read_text(encoding="utf-8")
    assert practise("predict", "--nothing").code == 0
    assert attempts(here)[-1]["round"] == 2
    assert "round 2" in practise("progress").out


def test_start_again_loses_nothing(here: Path) -> None:
    practise("start", WATER)
    revise(here, ("puddle", "pool"))
    practise("start", WATER)
    assert "pool" in lesson(here).read_text(encoding="utf-8")


def test_a_lesson_that_cannot_be_read_leaves_no_step(here: Path) -> None:
    practise("start", WATER)
    practise("predict", "--nothing")
    lesson(here).unlink()
    ran = practise("check")
    assert ran.code == 2
    assert "lesson.md" in ran.notes
    assert [each["step"] for each in attempts(here)] == ["start", "predict"]


def test_configuration_of_a_folder_changes_nothing(here: Path) -> None:
    (here / "udl-lint.yaml").write_text("profile: materials\n", encoding="utf-8")
    practise("start", WATER)
    practise("predict", "--nothing")
    revise(here, ("Test on Friday.", "Test on Friday in room 12."))
    practise("check")
    assert sum(state["state"] == "open" for state in attempts(here)[-1]["states"]) == 7


def test_labels_of_the_instructor_stand_in_the_rubric(here: Path) -> None:
    (here / "labels.yaml").write_text('language: "InTASC 2(e)"\n', encoding="utf-8")
    out = practise("rubric", SHIPPED / WATER / "lesson.md", "--labels", "labels.yaml").out
    assert "language [InTASC 2(e)]" in out
    assert "predicts no score" in out.replace("\n", " ")
    (here / "labels.yaml").write_text("langage: x\n", encoding="utf-8")
    said = practise("rubric", SHIPPED / WATER / "lesson.md", "--labels", "labels.yaml").notes
    assert "labels.yaml:1: 'langage' is no area. Did you mean 'language'?" in said


# The attempts


def test_each_line_fits_the_schema_and_carries_the_hash_of_the_one_before(here: Path) -> None:
    test_every_step_of_the_guide_runs(here)
    shipped = json.loads((ROOT / "src" / "udl_lint" / "data" / "attempt.schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(schema()))
    for each in attempts(here):
        jsonschema.validate(each, shipped)


def test_an_edit_a_gap_and_a_cut_off_line_are_named_and_the_rest_counts(here: Path) -> None:
    for _ in range(4):
        practise("start", WATER)
    path = here / "udl-practice" / NAME
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1].replace(b'"round":', b'"round": ') + lines[2] + lines[3])
    assert read_attempts(str(path)).problems == () or "round" not in lines[1].decode()
    path.write_bytes(lines[0] + lines[1].replace(WATER.encode(), b"grade-4-water-cycle-hands-on") + lines[2] + lines[3])
    told = read_attempts(str(path))
    assert [(each.line, each.counts) for each in told.problems] == [(3, True)]
    path.write_bytes(lines[0] + lines[2] + lines[3][:50])
    told = read_attempts(str(path))
    assert [(each.line, each.counts) for each in told.problems] == [(2, True), (3, False)]
    assert len(told.attempts) == 2
    ran = practise("start", WATER)
    assert "attempts.jsonl:3: this line is no complete JSON; perhaps the file was cut off here." in ran.notes
    assert len(read_attempts(str(path)).attempts) == 3, "what comes after a cut-off line counts"
    path.write_bytes(b"".join(lines).replace(b"\n", b"\r\n"))
    assert read_attempts(str(path)).problems == ()


@pytest.mark.parametrize(
    "code", ["Maria", "A 17", "Ünal-7", "x" * 50 + "1", "", "../7"], ids=["a name", "a space", "a letter", "long", "empty", "a path"]
)
def test_a_code_is_no_name(here: Path, code: str) -> None:
    ran = practise("start", WATER, "--code", code)
    assert ran.code == (0 if not code else 2)
    assert not (here / "udl-practice").exists() or not code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Now everyone can read the page in Spanish on Monday.", []),
        ("Students without data read the same facts on paper.", []),
        ("Amina has a sentence starter now.", []),
        ("Maria can read it now.", ["Maria"]),
        ("I gave it to Grace, who smiled.", ["Grace"]),
        ("Ask Ms. Duarte, room 12, at 555-123-4567.", ["Ms. Duarte", "room 12", "555-123-4567"]),
        ("Write to me: a.b@school.org", ["a.b@school.org"]),
        ("We did this at Lincoln Elementary on 3/14/2026.", ["Lincoln Elementary", "3/14/2026"]),
        ("Ahora José lo entiende en la Escuela Benito.", ["José", "Escuela Benito"]),
    ],
)
def test_identifying_details_are_pointed_out(text: str, found: list[str]) -> None:
    assert [each.words for each in point_out(text)] == found


def test_nothing_is_exported_before_the_details_were_looked_at(here: Path) -> None:
    practise("start", WATER, "--code", "B-7")
    practise("predict", "--mark", "44 home-technology 4 -- Kevin has no phone")
    ran = practise("export")
    assert ran.code == 1
    assert "“Kevin” may be a name" in ran.out
    assert not list(here.glob("*.jsonl"))
    assert practise("export", "--without-text", "--to", "mine.jsonl").code == 0
    told = read_attempts("mine.jsonl")
    assert (told.problems, told.code) == ((), "B-7")
    assert "Kevin" not in Path("mine.jsonl").read_text(encoding="utf-8")
    assert practise("export", "--looked").code == 0
    assert practise("export", "--looked").code == 2, "nothing is overwritten"


# Through one learner


def test_check_as_shows_the_same_findings_through_one_learner() -> None:
    moon = ROOT / "sample_lessons" / "grade-4" / "moon-phases.md"
    ran = lint("check", "--as", "phone-only-home", moon)
    assert ran.code == lint("check", moon).code == 1
    assert "What stops Marisol here:" in ran.out
    assert "line 39" in ran.out
    assert "Marisol is fictional" in ran.out
    spanish = lint("check", "--as", "Diego", SHIPPED / "grade-2-comunidad-ayudantes" / "lesson.md").out
    assert "Lo que aquí detiene a Diego:" in spanish
    assert "línea 19" in spanish
    assert lint("check", "--as", "newcommer", moon).notes.strip().endswith("Did you mean 'newcomer'?")
    assert lint("check", "--as", "newcomer", "--format", "json", moon).code == 2


# At a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect has no terminal there")
@pytest.mark.parametrize("menus", [False, True], ids=["plain", "menus"])
def test_a_session_at_a_terminal_of_80_columns(here: Path, menus: bool) -> None:
    import pexpect

    practise("start", WATER)
    arguments = ["-m", "udl_lint", "practice", "predict", *([] if menus else ["--plain"])]
    settings = environment(TERM="xterm", UDL_LINT_PRACTICE="udl-practice")
    child = pexpect.spawn(sys.executable, arguments, env=settings, cwd=here, encoding="utf-8", dimensions=(24, 80), timeout=30)
    child.expect("Line or lines")
    child.send("99\r")
    child.expect("no lines 99")
    child.expect("Line or lines")
    child.send("44\r")
    child.expect("Area")
    if menus:
        child.send("\x1b[B\r")  # one down
    else:
        child.expect("a number or a name")
        child.send("home-technology\r")
    child.expect("How sure are you")
    child.send("\x1b[B\x1b[B\x1b[B\r" if menus else "4\r")
    child.expect("Whom does it stop")
    child.send("\r" if menus else "newcomer\r")
    child.expect("Why, in a few words")
    child.send("the video\r")
    child.expect("Line or lines")
    child.send("\r")
    child.expect("Next: udl-lint practice check")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    (mark,) = attempts(here)[-1]["marks"]
    area, learner = ("representation", None) if menus else ("home-technology", "newcomer")
    assert (mark["lines"], mark["area"], mark["confidence"], mark.get("learner"), mark["note"]) == ([44, 44], area, 4, learner, "the video")


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect has no terminal there")
def test_colour_at_a_terminal_stands_in_no_word(here: Path) -> None:
    import pexpect

    practise("start", WATER)
    practise("predict", "--nothing")
    revise(here, ("Test on Friday.", "Test on Monday."))
    settings = environment(TERM="xterm")
    arguments = ["-m", "udl_lint", "practice", "check", "--as", "newcomer", "--plain"]
    child = pexpect.spawn(sys.executable, arguments, env=settings, cwd=here, encoding="utf-8", dimensions=(24, 80), timeout=30)
    child.expect("Your sentence")
    shown = str(child.before)
    child.send("The test is after the weekend now.\r")
    child.expect("Kept: your sentence")
    child.expect(pexpect.EOF)
    assert "\x1b[1m" in shown
    assert "\\x1b" not in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert all(len(line) <= 80 for line in plain.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect has no terminal there")
def test_who_stops_halfway_is_told_what_was_said(here: Path) -> None:
    import pexpect

    practise("start", WATER)
    settings = environment(TERM="xterm")
    arguments = ["-m", "udl_lint", "practice", "predict", "--plain"]
    child = pexpect.spawn(sys.executable, arguments, env=settings, cwd=here, encoding="utf-8", dimensions=(24, 80), timeout=30)
    for question, answer in (
        ("Line or", "44"),
        ("number or", "family"),
        ("number or", "2"),
        ("number or", "1"),
        ("Why", ""),
        ("Line or", "\x04"),
    ):
        child.expect(question)
        child.send(answer if answer == "\x04" else f"{answer}\r")
    child.expect("not kept yet: --mark '44 family 2'")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert [each["step"] for each in attempts(here)] == ["start"]
