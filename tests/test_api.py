"""What Python programs may rely on."""

from __future__ import annotations

import doctest
import importlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import udl_lint
from running import ROOT, STRONG, WEAK, lint, python
from udl_lint import Checked, Finding, Lesson, Report, Skipped, UdlLintError, Unreadable, UsageError, lint_path, lint_paths, lint_text

DOCUMENTED = ("udl_lint", "udl_lint.api")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_examples_in_docstrings_are_true(name: str, folder: Path) -> None:
    module = importlib.import_module(name)
    done = doctest.testmod(module)
    assert done.attempted > 0
    assert done.failed == 0


def test_the_examples_in_the_page_are_true(folder: Path) -> None:
    (folder / "lesson.md").write_text(WEAK, encoding="utf-8")
    done = doctest.testfile(str(ROOT / "docs" / "python-api.md"), module_relative=False, encoding="utf-8")
    assert done.attempted > 5
    assert done.failed == 0


def test_every_public_name_is_there_and_documented() -> None:
    page = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    assert sorted(udl_lint.__all__) == udl_lint.__all__ == dir(udl_lint)
    for name in udl_lint.__all__:
        value = getattr(udl_lint, name)
        assert value is not None
        assert f"`{name}`" in page, name
    with pytest.raises(AttributeError, match="no attribute 'lint_txet'"):
        udl_lint.lint_txet  # type: ignore[attr-defined]  # noqa: B018


def test_the_package_is_typed() -> None:
    assert (Path(udl_lint.__file__).parent / "py.typed").exists()


def test_importing_the_package_is_cheap() -> None:
    code = "import sys; before = set(sys.modules); import udl_lint; print(*set(sys.modules) - before)"
    loaded = set(python(code).stdout.decode().split())
    assert {name for name in loaded if name.partition(".")[0] == "udl_lint"} == {"udl_lint", "udl_lint.version"}
    assert not loaded & {"click", "dataclasses", "json", "markdown_it", "re"}


def test_a_text_is_checked_as_the_file_would_be(folder: Path) -> None:
    checked = lint_text(WEAK)
    assert isinstance(checked, Checked)
    assert isinstance(checked.lesson, Lesson)
    assert isinstance(checked.report, Report)
    assert all(isinstance(finding, Finding) for finding in checked.findings)
    (folder / "lesson.md").write_text(WEAK, encoding="utf-8")
    from_file = lint_path("lesson.md")
    assert from_file.report == lint_path(Path("lesson.md")).report == checked.report
    quiet = lint("check", "lesson.md", "--quiet", "--all").out.splitlines()
    assert [line.split(":")[1] for line in quiet] == [str(checked.position(finding).line) for finding in checked.findings]


def test_options_choose_rules_and_give_the_grade() -> None:
    assert {finding.rule for finding in lint_text(WEAK, select=["structure"], profile="strict").findings} <= {"structure/missing-objective"}
    assert not [finding for finding in lint_text(WEAK, ignore=["structure"]).findings if finding.rule.startswith("structure/")]
    checked = lint_text("# Owls\n", grade="K")
    assert str(checked.lesson.about.grade and checked.lesson.about.grade.value) == "K"
    for wrong in ({"grade": "tall"}, {"profile": "tema"}, {"select": ["nowhere"]}, {"config": "nowhere.yaml"}):
        with pytest.raises(UsageError):
            lint_text(WEAK, **wrong)
    assert issubclass(UsageError, UdlLintError)


def test_a_name_says_what_a_text_is_and_which_configuration_holds(folder: Path) -> None:
    (folder / "unit").mkdir()
    (folder / "unit" / "udl-lint.yaml").write_text("about: {grade: 2}\n", encoding="utf-8")
    plan = "title: Owls\nobjectives: [Students will draw an owl and name its parts.]\nsteps: [Draw an owl with a partner.]\n"
    checked = lint_text(plan, "unit/owls.yaml")
    assert [section.role for section in checked.lesson.sections if section.heading] == ["goals", "procedure"]
    assert checked.lesson.about.grade is not None
    assert checked.lesson.about.grade.where == "configuration"
    (folder / "other.yaml").write_text("profile: materials\n", encoding="utf-8")
    assert lint_text(plan, "unit/owls.yaml", config="other.yaml").setting.profile == "materials"
    with pytest.raises(UsageError, match="it is YAML, but no lesson"):
        lint_text("colour: blue\n", "x.yaml")


def test_a_file_that_cannot_be_read_is_an_oserror_and_a_strange_one_a_finding(folder: Path) -> None:
    with pytest.raises(OSError, match="there is no such file"):
        lint_path("gone.md")
    with pytest.raises(OSError, match="it is a folder"):
        lint_path(".")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n")
    assert [finding.rule for finding in lint_path("picture.md").findings] == ["input/not-text"]
    (folder / "large.md").write_bytes(b"word " * 1000)
    assert [finding.rule for finding in lint_path("large.md", limit=100).findings] == ["input/too-large"]


def test_folders_are_checked_lesson_by_lesson(folder: Path) -> None:
    for name, text in (("b.md", WEAK), ("a.md", STRONG), ("ci.yaml", "jobs: {}\n")):
        (folder / name).write_text(text, encoding="utf-8")
    outcomes = lint_paths([".", Path("gone.md")])
    assert isinstance(outcomes, Iterator)
    told = [(type(outcome), outcome.path) for outcome in outcomes]
    assert told == [(Checked, "a.md"), (Checked, "b.md"), (Skipped, "ci.yaml"), (Unreadable, "gone.md")]


def test_a_check_prints_nothing_and_leaves_no_trace(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lint_text(WEAK)
    assert capfd.readouterr() == ("", "")
    assert not [path for path in folder.iterdir() if path.name != ".git"]


def test_the_public_docstrings_say_something() -> None:
    for name in ("lint_text", "lint_path", "lint_paths", "load_ruleset", "Checked", "Finding", "Report", "Lesson", "Rule"):
        told = getattr(udl_lint, name).__doc__
        assert told
        assert re.search(r"[.:]", told)
        assert os.linesep not in told.split(".")[0] or len(told) > 20
