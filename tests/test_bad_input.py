"""The whole tool on files that try to break it: something is said in plain words, the other lessons are checked, the exit code is true."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hostile import markdown, places, yaml
from hostile.texts import CASES
from running import STRONG, WEAK, lint, spawn
from udl_lint.files import read_bytes

CANARY = "canary.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one ordinary lesson, whose findings must come through whatever lies beside it."""
    (tmp_path / ".git").mkdir()
    (tmp_path / CANARY).write_text(WEAK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(*arguments: str) -> tuple[int, dict[str, Any], str]:
    """Exit code, report by path, and notes; the report on the ordinary lesson is as if it were alone."""
    done = lint("check", "--format", "json", *arguments)
    report = json.loads(done.out)
    lessons = {lesson["path"]: lesson for lesson in report["lessons"]}
    alone = json.loads(lint("check", "--format", "json", CANARY).out)["lessons"][0]
    assert lessons[CANARY] == alone
    assert "Traceback" not in done.notes
    text = lint("check", *arguments)
    assert text.code == done.code == report["summary"]["exit_code"]
    return done.code, {**lessons, **{each["path"]: each for each in report["left_out"]}}, done.notes


def input_findings(lesson: dict[str, Any]) -> list[tuple[str, int]]:
    return [(found["rule"], found["line"]) for found in lesson["findings"] if found["rule"].startswith("input/")]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_way_of_saving_a_lesson(folder: Path, case: Any) -> None:
    (folder / "odd.md").write_bytes(case.data)
    code, lessons, _ = checked()
    assert code == 1
    assert ((case.rule, case.line) in input_findings(lessons["odd.md"])) == bool(case.rule)
    assert f"odd.md:{case.line}:" in lint("check", "odd.md", "--quiet").out or not case.rule


@pytest.mark.parametrize("shape", markdown.SHAPES)
def test_markdown_that_costs_a_parser_dearly(folder: Path, shape: str) -> None:
    size = 40 if shape in ("lists by indent", "backticks of every length") else 300
    (folder / "odd.md").write_text(markdown.SHAPES[shape](size) + "\nThe last line.\n", encoding="utf-8", newline="")
    code, lessons, _ = checked()
    assert code == 1
    assert lessons["odd.md"]["status"] == "checked"


SWALLOWING = {
    "quotations in each other": "input/too-deep",
    "lists on one line": "input/too-deep",
    "a code block that never ends": "input/unclosed-code",
    "comments that never end": "input/unclosed-comment",
    "front matter that never ends": "input/front-matter",
    "headings with odd spaces": "input/odd-heading",
}


@pytest.mark.parametrize(("shape", "rule"), SWALLOWING.items())
def test_text_that_is_swallowed_is_said_so(folder: Path, shape: str, rule: str) -> None:
    (folder / "odd.md").write_text(markdown.SHAPES[shape](300), encoding="utf-8", newline="")
    assert rule in [found for found, _ in input_findings(checked()[1]["odd.md"])]


@pytest.mark.parametrize("bomb", yaml.BOMBS)
def test_yaml_that_explodes(folder: Path, bomb: str) -> None:
    text = yaml.BOMBS[bomb](10 if "aliases" in bomb else 60_000 if "keys" in bomb else 5_000)
    (folder / "odd.yaml").write_text(text, encoding="utf-8")
    (folder / "odd.md").write_text(f"---\n{text}---\n\n# Owls\n\nGrade 4\n", encoding="utf-8")
    code, lessons, _ = checked()
    assert code == 1
    assert lessons["odd.yaml"]["status"] == "not_read"
    assert len(input_findings(lessons["odd.yaml"])) == 1
    assert input_findings(lessons["odd.md"])
    assert lessons["odd.md"]["about"]["grade"] == "4" or bomb == "lists on one line"


PLAN = "title: Owls\ngrade: 4\nobjectives:\n  - Students will draw an owl and name its parts.\nsteps:\n  - Draw an owl with a partner.\n"


@pytest.mark.parametrize(("name", "broken"), yaml.REFUSED.items())
def test_yaml_that_says_something_else_than_it_means(folder: Path, name: str, broken: tuple[str, int]) -> None:
    text, line = broken
    if name == "two documents":
        text, line = "---\n" + text, 1
    (folder / "odd.yaml").write_text(PLAN + text, encoding="utf-8")
    (folder / "udl-lint.yaml").write_text("profile: strict\n", encoding="utf-8")
    _, lessons, _ = checked()
    (found,) = input_findings(lessons["odd.yaml"])
    assert abs(found[1] - (PLAN.count("\n") + line)) <= 1
    # What refers to itself is not unrolled, so nothing of such a file is known.
    assert lessons["odd.yaml"]["about"]["title"] == (None if lessons["odd.yaml"]["status"] == "not_read" else "Owls")
    assert lessons["odd.yaml"]["status"] == "checked" or name == "a list within itself"


@pytest.mark.parametrize(("name", "broken"), yaml.REFUSED.items())
def test_a_configuration_that_says_something_else_than_it_means(folder: Path, name: str, broken: tuple[str, int]) -> None:
    text, line = broken
    (folder / "udl-lint.yaml").write_text(text, encoding="utf-8")
    done = lint("check")
    assert (done.code, done.out) == (2, "")
    assert done.notes.startswith(f"udl-lint: udl-lint.yaml:{line}: ")
    assert done.notes.count("\n") == 1


def test_things_that_are_no_files(folder: Path) -> None:
    places.pipe(folder / "pipe.md")
    places.closed_socket(folder / "socket.md")
    places.link(folder / "device.md", "/dev/zero")
    places.circle(folder / "circle.md")
    places.link(folder / "nowhere.md", "gone.md")
    (folder / "folder.md").mkdir()
    places.link(folder / "up", ".")
    code, lessons, notes = checked()
    assert code == 1
    assert {path for path, lesson in lessons.items() if lesson["status"] == "checked"} == {CANARY}
    assert {"pipe.md", "socket.md", "device.md", "circle.md", "nowhere.md"} <= set(lessons)
    assert "it is a named pipe, not a file: pipe.md" in notes
    for name in ("pipe.md", "socket.md", "device.md", "circle.md", "nowhere.md"):
        code, lessons, notes = checked(name, CANARY)
        assert code == 3
        assert lessons[name]["status"] == "unreadable"
        assert notes.startswith(f"udl-lint: {name}: not checked: ")


def test_a_link_out_of_the_project_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("# The secret\n", encoding="utf-8")
    places.link(folder / "link.md", secret)
    code, lessons, _ = checked()
    assert (code, lessons["link.md"]["status"]) == (1, "skipped")
    code, lessons, _ = checked("link.md", CANARY)
    assert (code, lessons["link.md"]["status"]) == (3, "unreadable")
    assert "The secret" not in lint("check", "link.md").out


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="the administrator may read everything")
def test_a_file_without_permission(folder: Path) -> None:
    places.unreadable(folder / "locked.md")
    code, lessons, notes = checked()
    assert (code, lessons["locked.md"]["why"]) == (3, "I have no permission to read it")
    assert "locked.md: not checked: I have no permission to read it." in notes


def test_a_file_that_goes_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "gone.md").write_text(STRONG, encoding="utf-8")

    def reading(path: str, limit: int) -> Any:
        if path == "gone.md":
            (folder / "gone.md").unlink(missing_ok=True)
        return read_bytes(path, limit)

    monkeypatch.setattr("udl_lint.runner.read_bytes", reading)
    done = lint("check", "--format", "json")
    assert done.code == 3
    assert [lesson["path"] for lesson in json.loads(done.out)["lessons"]] == [CANARY]
    assert "gone.md: not checked: there is no such file or folder." in done.notes


def test_a_very_deep_folder(folder: Path) -> None:
    places.deep(folder, 60)
    code, lessons, _ = checked()
    assert code == 1
    assert any(path.count("/") == 60 for path in lessons)


def test_a_large_file_is_read_no_further_than_its_limit(folder: Path) -> None:
    with (folder / "large.md").open("wb") as file:
        file.truncate(2**31)
    code, lessons, _ = checked()
    assert code == 1
    assert input_findings(lessons["large.md"]) == [("input/too-large", 1)]
    assert lessons["large.md"]["status"] == "not_read"


def test_bad_input_as_a_process_of_its_own(folder: Path) -> None:
    """What in-process tests cannot see: no crash of the interpreter, no word on the wrong stream."""
    (folder / "brackets.md").write_text("[" * 20_000, encoding="utf-8")
    (folder / "flow.yaml").write_text("a: " + "[" * 100_000, encoding="utf-8")
    (folder / "merge.md").write_text(f"---\n{yaml.BOMBS['merged aliases'](10)}---\n", encoding="utf-8")
    done = spawn("check", folder=folder)
    assert done.returncode == 1
    assert done.stderr == b""
    assert b"[input/" in done.stdout
    assert b"canary.md" in done.stdout
