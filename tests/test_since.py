"""`--since` in real git repositories: what has changed, nothing else, and no program of the repository's is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import WEAK, lint


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


def add(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{WEAK}\n{name}\n", encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a branch `work` that is checked out, and a commit on `main` that it does not have."""
    monkeypatch.chdir(tmp_path)
    add(tmp_path, "same.md", "edited.md", "gone.md", "old-name.md", "unit/same.md", "unit/edited.md", "on-main.md")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "checkout", "-qb", "work")
    git(tmp_path, "checkout", "-q", "main")
    add(tmp_path, "on-main.md")
    (tmp_path / "on-main.md").write_text("# Another\n", encoding="utf-8")
    git(tmp_path, "commit", "-qam", "on main")
    git(tmp_path, "checkout", "-q", "work")
    return tmp_path


def checked(*arguments: str) -> list[str]:
    ran = lint("check", "--quiet", "--select", "home-technology/high-bandwidth-homework", *arguments)
    assert ran.code in (0, 1), ran.notes
    return sorted({line.split(".md:")[0] + ".md" for line in ran.out.splitlines()})


def test_changed_renamed_and_new_lessons_and_no_others(project: Path) -> None:
    assert checked("--since", "main") == []
    for name in ("edited.md", "unit/edited.md"):
        (project / name).write_text(WEAK + "\nMore.\n", encoding="utf-8")
    git(project, "commit", "-qam", "edited")
    git(project, "mv", "old-name.md", "new-name.md")
    (project / "gone.md").unlink()
    add(project, "untracked.md", "unit/staged.md", "ignored.md")
    git(project, "add", "unit/staged.md")
    (project / ".gitignore").write_text("ignored.md\n", encoding="utf-8")
    os.utime(project / "same.md")
    changed = ["edited.md", "new-name.md", "unit/edited.md", "unit/staged.md", "untracked.md"]
    assert checked("--since", "main") == changed, "what main has done since is not this branch's work"
    assert checked("--since", "HEAD") == ["new-name.md", "unit/staged.md", "untracked.md"]
    assert checked("--since", "HEAD~1", "unit") == ["unit/edited.md", "unit/staged.md"]


def test_from_within_a_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "unit" / "edited.md").write_text(WEAK, encoding="utf-8")
    (project / "edited.md").write_text(WEAK, encoding="utf-8")
    monkeypatch.chdir(project / "unit")
    assert checked("--since", "main") == ["edited.md"]
    assert checked("--since", "main", "..") == ["../edited.md", "../unit/edited.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_names_that_are_hard_to_read(project: Path) -> None:
    names = ["a\nb.md", 'q"uote.md', " -rf.md", "été.md", "back\\slash.md"]
    add(project, *names)
    git(project, "add", ".")
    git(project, "commit", "-qm", "names")
    ran = lint("check", "--format", "json", "--since", "main")
    assert ran.out.count('"status": "checked"') == len(names), ran.notes


def test_nothing_changed_is_said(project: Path) -> None:
    ran = lint("check", "--since", "main")
    assert ran.code == 0
    assert "I found no changed lessons in" in ran.notes


@pytest.mark.parametrize("revision", ["no-such", "", "--output=x", "main\n", "HEAD:same.md", "a" * 300])
def test_an_unknown_revision_is_wrong_use(project: Path, revision: str) -> None:
    before = sorted(os.listdir(project))
    ran = lint("check", f"--since={revision}")
    assert (ran.code, ran.out) == (2, "")
    assert "git knows no revision" in ran.notes
    assert sorted(os.listdir(project)) == before


def test_a_history_that_is_not_there_is_said(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(project, "mine.md")
    git(project, "add", ".")
    git(project, "commit", "-qm", "mine")
    shallow = tmp_path_factory.mktemp("clone") / "shallow"
    git(project, "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "work", project.as_uri(), str(shallow))
    monkeypatch.chdir(shallow)
    ran = lint("check", "--since", "origin/main")
    assert ran.code == 2
    assert "does not see here where the work left 'origin/main'" in ran.notes
    assert "fetch-depth: 0" in ran.notes
    git(shallow, "fetch", "-q", "--unshallow")
    assert checked("--since", "origin/main") == ["mine.md"]


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    add(tmp_path, "a.md")
    ran = lint("check", "--since", "main", "a.md")
    assert (ran.code, ran.out) == (2, "")
    assert "lies in no git repository" in ran.notes


def test_standard_input_has_no_past(project: Path) -> None:
    assert lint("check", "-", "--since", "main").code == 2


def test_without_git(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = lint("check", "--since", "main")
    assert ran.code == 2
    assert "asks git, and I cannot run it" in ran.notes


@pytest.mark.skipif(sys.platform == "win32", reason="the trap is a shell script")
def test_no_program_of_the_repository_is_run(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every way that we know by which a repository names a program: each would leave a file."""
    outside = tmp_path_factory.mktemp("trap")
    trap = outside / "trap.sh"
    trap.write_text(f'#!/bin/sh\necho "$0 $*" >> {outside}/ran\ncat\n', encoding="utf-8")
    trap.chmod(0o755)
    (project / ".gitattributes").write_text("*.md filter=trap diff=trap\n", encoding="utf-8")
    for hook in ("post-index-change", "fsmonitor-watchman", "post-checkout"):
        (project / ".git" / "hooks" / hook).write_bytes(trap.read_bytes())
        (project / ".git" / "hooks" / hook).chmod(0o755)
    for name in ("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "diff.trap.textconv", "diff.trap.command"):
        git(project, "config", name, str(trap))
    for name in ("diff.external", "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor"):
        git(project, "config", name, str(trap))
    git(project, "config", "filter.trap.required", "true")
    (outside / "ran").unlink(missing_ok=True)
    (project / "edited.md").write_text(WEAK, encoding="utf-8")
    os.utime(project / "same.md", (1, 1))
    assert "edited.md" in checked("--since", "main")
    assert not (outside / "ran").exists(), (outside / "ran").read_text(encoding="utf-8")
