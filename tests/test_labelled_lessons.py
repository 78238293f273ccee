"""The labelled lessons: nothing of their text is published, they can be fetched again, and no rule may rest on one source."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from labelled_lessons import PLAIN, bench, write_set

publish, rebuild, leave, comparison = bench("publish_marks"), bench("rebuild_lessons"), bench("leave_sources_out"), bench("comparison")
Said = comparison.Said
VAGUE, OBJECTIVE = "structure/vague-objective", "structure/missing-objective"


# --- publishing


def corpus(folder: Path, marks: Mapping[str, Any]) -> Path:
    """Labelled lessons as readers hand them in."""
    for name in ("more", "dev"):
        (folder / name).mkdir(parents=True)
        (folder / name / "manifest.csv").write_text("file,source\nowl-002.md,b/b\nowl-001.md,a/a\n", encoding="utf-8")
        gold = {"marks": {"owl-001": {**PLAIN, "id": "owl-001", **marks}}, "readers_score": {VAGUE: 0.9}}
        (folder / name / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (folder / "planted" / "lessons").mkdir(parents=True)
    (folder / "planted" / "lessons" / "p01.md").write_text("# Owls\n\nThe owl looks down from the old barn.\n", encoding="utf-8")
    (folder / "planted" / "lessons" / "p02.md").write_text("# Jays\n\nA jay is blue.\n", encoding="utf-8")
    expected = {"p01": {"about": "An owl that looks down from the barn", "must": []}, "p02": {"about": "A bird, is it blue", "must": []}}
    (folder / "planted" / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    return folder


def test_what_readers_copied_from_a_lesson_stays_out(tmp_path: Path) -> None:
    labels = [
        {"line": 3, "words": "Struggling readers", "tier": "sugg"},
        {"line": 4, "words": "readers who struggle with owls", "tier": "warn"},
    ]
    family = [{"line": 5, "direction": "one", "language_plan": False, "assumption": "mom and dad own a barn"}]
    place = corpus(tmp_path / "corpus", {"labels": labels, "family": family, "notes": "the owl in line 4 is hungry"})
    out = tmp_path / "out"
    assert publish.main(["--corpus", str(place), "--out", str(out)]) == 0
    told = (out / "dev" / "marks.json").read_text(encoding="utf-8")
    marks = json.loads(told)["marks"]["owl-001"]
    assert marks["labels"] == [{"line": 3, "words": "Struggling readers", "tier": "sugg"}, {"line": 4, "tier": "warn"}]
    assert marks["family"] == [{"line": 5, "direction": "one", "language_plan": False, "assumption": True}]
    assert "owls" not in told
    assert "barn" not in told
    assert "hungry" not in told
    assert {**marks, "labels": [], "family": PLAIN["family"]} == {**PLAIN, "id": "owl-001", "labels": []}
    assert json.loads(told)["readers_score"] == {VAGUE: 0.9}


def test_a_description_that_quotes_its_lesson_stays_out(tmp_path: Path) -> None:
    publish.main(["--corpus", str(corpus(tmp_path / "corpus", {})), "--out", str(tmp_path / "out")])
    marks = json.loads((tmp_path / "out" / "planted" / "marks.json").read_text(encoding="utf-8"))["marks"]
    assert marks == {"p01": {"must": []}, "p02": {"about": "A bird, is it blue", "must": []}}


def test_a_text_that_the_codebook_does_not_know_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = corpus(tmp_path / "corpus", {"vocabulary": "the owl, the barn"})
    assert publish.main(["--corpus", str(place), "--out", str(tmp_path / "out")]) == 2
    assert "owl-001: .vocabulary holds 'the owl, the barn'" in capsys.readouterr().err


def test_the_same_marks_give_the_same_files(tmp_path: Path) -> None:
    place = corpus(tmp_path / "corpus", {})
    for out in ("one", "two"):
        publish.main(["--corpus", str(place), "--out", str(tmp_path / out)])
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 6
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)
    assert (tmp_path / "one" / "dev" / "manifest.csv").read_text(encoding="utf-8") == "file,source\nowl-001.md,a/a\nowl-002.md,b/b\n"
    assert publish.main(["--corpus", str(place), "--out", str(tmp_path / "one"), "--check"]) == 0
    (tmp_path / "one" / "more" / "marks.json").write_text("{}", encoding="utf-8")
    assert publish.main(["--corpus", str(place), "--out", str(tmp_path / "one"), "--check"]) == 1
    assert (tmp_path / "one" / "more" / "marks.json").read_text(encoding="utf-8") == "{}"


# --- fetching them again


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, encoding="utf-8").stdout.strip()


def repository(folder: Path, files: Mapping[str, str]) -> str:
    """A commit of these files in a repository that is made if need be; returns its name."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "a lesson")
    return git(folder, "rev-parse", "HEAD")


def manifest(folder: Path, rows: list[tuple[str, str, str, str, str]]) -> Path:
    (folder / "dev").mkdir(parents=True)
    with (folder / "dev" / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "source", "commit", "path", "sha256"), *rows])
    return folder


def test_lessons_come_from_their_commit_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    origin = tmp_path / "origins" / "ada" / "owls"
    marked = repository(origin, {"units/owl plan.md": "# Owls\r\n\r\nGrade 4\r\n", "jay.md": "# Jays\n"})
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    repository(origin, {"units/owl plan.md": "# Other owls\n"})

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    rows = [
        ("owl-001.md", "ada/owls", marked, "units/owl plan.md", digest("# Owls\r\n\r\nGrade 4\r\n")),
        ("jay-001.md", "ada/owls", marked, "jay.md", digest("# Other jays\n")),
        ("wren-001.md", "ada/owls", marked, "wren.md", digest("# Wrens\n")),
        ("gull-001.md", "ada/gone", marked, "gull.md", digest("# Gulls\n")),
    ]
    place = [str(tmp_path / "out"), "--sets", "dev", "--from", f"file://{tmp_path}/origins/{{source}}"]
    published = manifest(tmp_path / "published", rows)
    assert rebuild.main([*place, "--published", str(published)]) == 1
    lessons = tmp_path / "out" / "dev" / "lessons"
    assert [path.name for path in lessons.iterdir()] == ["owl-001.md"]
    assert (lessons / "owl-001.md").read_bytes() == b"# Owls\r\n\r\nGrade 4\r\n"
    told = capsys.readouterr()
    for said in ("jay.md is not the text that was marked", "there is no wren.md", "ada/gone: 1 lessons not fetched"):
        assert said in told.err
    assert "3 lessons are missing." in told.out

    whole = manifest(tmp_path / "whole", rows[:1])
    git(origin, "update-ref", "-d", "HEAD")
    assert rebuild.main([*place, "--published", str(whole)]) == 0, "what is there is not fetched again"


# --- leaving sources out


def findings(right: Mapping[str, bool]) -> dict[str, list[Any]]:
    return {lesson: [Said(VAGUE, 3, 3)] if said else [] for lesson, said in right.items()}


def marks(*lessons: str) -> dict[str, Any]:
    return {lesson: {**PLAIN, "vague_objective_lines": [3]} for lesson in lessons}


LESSONS = ("owl-001", "owl-002", "jay-001", "jay-002b", "wren-001")


def test_a_source_is_a_name_without_its_number() -> None:
    assert [*map(bench("labelled").source_of, ("owl-001", "a-b-es-007b"))] == ["owl", "a-b-es"]


def test_the_spread_is_that_of_the_scores_without_one_source() -> None:
    held = leave.hold_out(
        marks(*LESSONS), findings({"owl-001": True, "owl-002": True, "jay-001": False, "jay-002b": False, "wren-001": True})
    )
    rule = held[VAGUE]
    assert rule.whole.score == pytest.approx(0.75)
    assert {source: tally.score for source, tally in rule.without.items()} == pytest.approx({"jay": 1.0, "owl": 0.5, "wren": 2 / 3})
    assert rule.spread == pytest.approx((0.5, 1.0))
    assert rule.errors == {"jay": 2}
    assert rule.worst(1) == [("jay", 2)]


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ((), ("owl-001", "jay-001"), "gains whichever source is left out"),
        (("wren-001",), ("wren-001", "owl-001", "owl-002"), "gains nothing without owl"),
        (("owl-001", "owl-002"), ("owl-001",), "loses"),
        (("owl-001",), ("owl-002",), None),
        (("owl-001", "jay-001"), ("owl-001", "jay-001"), None),
    ],
)
def test_a_change_has_to_gain_on_the_sources_of_others(before: tuple[str, ...], now: tuple[str, ...], verdict: str | None) -> None:
    old, new = (leave.hold_out(marks(*LESSONS), findings({lesson: lesson in said for lesson in LESSONS})) for said in (before, now))
    told = {rule: change.verdict for rule, change in leave.changes(old, new).items()}
    assert told == ({VAGUE: verdict} if verdict else {}), "the same number of errors at each source is no change"


def test_gains_and_losses_are_told_by_source() -> None:
    before = leave.hold_out(marks(*LESSONS), findings({lesson: lesson.startswith("owl") for lesson in LESSONS}))
    now = leave.hold_out(marks(*LESSONS), findings({lesson: not lesson.startswith("owl") for lesson in LESSONS}))
    change = leave.changes(before, now)[VAGUE]
    assert (change.gained, change.lost) == ({"jay": 2, "wren": 1}, {"owl": 2})
    lines = list(leave.change_lines({VAGUE: change}))
    assert "fewer errors: jay 2, wren 1" in lines[2]
    assert "more errors: owl 2" in lines[3]


def linter(said: str) -> str:
    """A stand-in for the whole package: it says one thing about each lesson."""
    return (
        "import json, sys\n"
        "paths = [word for word in sys.argv[1:] if word.endswith('.md')]\n"
        f"found = [{{'rule': {said!r}, 'line': 3, 'end_line': 3, 'verdict': 'problem', 'severity': 'warning'}}]\n"
        "print(json.dumps({'tool': {'version': '1'}, 'lessons': [{'path': path, 'findings': found} for path in paths]}))\n"
    )


def test_an_earlier_revision_is_linted_from_a_tree_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "checkout"
    repository(root, {"src/udl_lint/__init__.py": "", "src/udl_lint/__main__.py": linter(OBJECTIVE)})
    (root / "src" / "udl_lint" / "__main__.py").write_text(linter(VAGUE), encoding="utf-8")
    monkeypatch.setattr(leave, "ROOT", root)
    write_set(tmp_path, "more", {lesson: ("# A\n\nB\n", {"vague_objective_lines": [3]}) for lesson in LESSONS})
    place = ["--corpus", str(tmp_path / "corpus"), "--published", str(tmp_path / "published")]
    told = tmp_path / "told.json"
    assert leave.main([*place, "--against", "HEAD", "--json", str(told)]) == 0
    out = capsys.readouterr().out
    assert f"{VAGUE}: gains whichever source is left out" in out
    assert f"{OBJECTIVE}: gains whichever source is left out" in out
    assert "fewer errors: jay 2, owl 2, wren 1" in out
    assert json.loads(told.read_text(encoding="utf-8"))["changes"][VAGUE]["gained"] == {"jay": 2, "owl": 2, "wren": 1}
    assert git(root, "worktree", "list").count("\n") == 0, "the other tree is gone"
    assert leave.main([*place, "--against", "no-such-revision"]) == 2
    assert leave.main([*place, "--rule", "vague"]) == 0
    rows = capsys.readouterr().out.strip().split("\n")
    assert [row.split()[0] for row in rows] == ["rule", VAGUE]
