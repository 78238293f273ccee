"""Finding and opening files: whatever lies in a folder, lessons are found, nothing waits, and what is left out is said."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import places
from udl_lint.files import Found, Skipped, Unreadable, discover, inside, project_root, read_bytes


def lay(folder: Path, *names: str, text: str = "# A\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; no project."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(here: Path) -> Path:
    """A project under Git, in a folder of the working folder's name; the working folder is its root."""
    git(here, "init", "-q")
    return here


def git(folder: Path, *words: str, given: str = "") -> str:
    command = ["git", "-c", "core.excludesFile=/dev/null", *words]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, text=True, check=False).stdout


def found(*paths: str, force_exclude: bool = False) -> list[str]:
    return [item.path for item in discover(paths, force_exclude=force_exclude) if isinstance(item, Found)]


def left(*paths: str) -> dict[str, str]:
    return {item.path: item.why for item in discover(paths) if isinstance(item, Skipped)}


def missing(*paths: str) -> dict[str, str]:
    return {item.path: item.why for item in discover(paths) if isinstance(item, Unreadable)}


# What is a lesson


def test_lessons_below_a_folder_in_order(here: Path) -> None:
    lay(here, "b.md", "a/c.markdown", "a/b.MD", "a/d.mdown", "a/e.mkd", "f.yaml", "g.YML", "h.txt", "i.docx", "plan")
    assert found(".") == ["a/b.MD", "a/c.markdown", "a/d.mdown", "a/e.mkd", "b.md", "f.yaml", "g.YML"]
    assert found("a") == ["a/b.MD", "a/c.markdown", "a/d.mdown", "a/e.mkd"]
    assert found(str(here / "a"))[0] == str(here / "a" / "b.MD")


def test_what_lies_beside_lessons_is_none(here: Path) -> None:
    lay(here, "README.md", "readme.es.md", "CHANGELOG.md", "LICENSE.md", "Contributing.md", "udl-lint.yaml", "readme-first.md")
    lay(here, ".github/a.md", ".hidden.md", "node_modules/x/a.md", "env/lib/a.md", "env/pyvenv.cfg", "__MACOSX/a.md")
    assert found(".") == ["readme-first.md"]
    assert left(".") == {}


def test_what_is_named_is_taken_whatever_its_name(here: Path) -> None:
    lay(here, "README.md", "notes.txt", ".hidden/a.md", "node_modules/a.md")
    assert found("README.md", "notes.txt", ".hidden", "node_modules/a.md") == [
        ".hidden/a.md",
        "README.md",
        "node_modules/a.md",
        "notes.txt",
    ]


def test_a_folder_may_be_called_like_a_lesson(here: Path) -> None:
    lay(here, "unit.md/a.md")
    assert found(".") == found("unit.md") == ["unit.md/a.md"]


def test_each_lesson_once_however_it_is_named(here: Path) -> None:
    lay(here, "a/b.md", "a/c.md")
    assert found("a/b.md", "./a//b.md", "a", "a/../a/c.md", ".") == ["a/b.md", "a/c.md"]
    assert len(found("a", str(here / "a"))) == 2


@settings(max_examples=20, deadline=None)
@given(st.randoms())
def test_the_order_of_the_names_changes_nothing(tmp_path_factory: pytest.TempPathFactory, chance: random.Random) -> None:
    folder = tmp_path_factory.mktemp("lessons")
    lay(folder, "a.md", "b/a.md", "b/b.md", "B/a.md")
    (folder / "link.md").symlink_to("a.md")
    paths = [str(folder / name) for name in ("link.md", "a.md", "b", "b/a.md", "", "nowhere.md")]
    expected = list(discover(paths))
    chance.shuffle(paths)
    assert list(discover(paths)) == expected


def test_a_name_that_is_no_text_is_found_and_opened(here: Path) -> None:
    Path(os.fsdecode(b"ni\xf1o.md")).write_text("# A\n", encoding="utf-8")
    (name,) = found(".")
    assert read_bytes(name) == b"# A\n"


def test_folders_as_deep_as_they_come(here: Path) -> None:
    places.deep(here, 1200)
    try:
        assert len(found(".")) == 1
    finally:
        subprocess.run(["rm", "-rf", "d"], cwd=here, check=True)


def test_deeper_than_a_path_can_be_long_is_said(here: Path) -> None:
    places.deep(here, 2200)
    try:
        assert list(missing(".").values()) == ["its name is too long"]
    finally:
        subprocess.run(["rm", "-rf", "d"], cwd=here, check=True)


# What cannot be read


def test_a_missing_file_stops_no_other(here: Path) -> None:
    lay(here, "a.md")
    assert found("nowhere.md", "a.md") == ["a.md"]
    assert missing("nowhere.md", "a.md") == {"nowhere.md": "there is no such file or folder"}
    assert missing("a.md/b.md", "") == {"a.md/b.md": "there is no such file or folder", "": "there is no such file or folder"}
    assert "a\0b.md" in missing("a\0b.md")


def test_pipes_sockets_and_devices(here: Path) -> None:
    """Below a folder they are no lessons; named, they were asked for."""
    places.pipe(here / "pipe.md")
    places.closed_socket(here / "socket.md")
    places.link(here / "zero.md", "/dev/zero")
    lay(here, "good.md")
    assert found(".") == ["good.md"]
    said = {
        "pipe.md": "it is a named pipe, not a file",
        "socket.md": "it is a socket, not a file",
        "zero.md": "it is a device, not a file",
    }
    assert left(".") == said
    assert missing(*said) == said
    assert {name: read_bytes(name) for name in said} == {name: Unreadable(name, why) for name, why in said.items()}
    assert read_bytes(".") == Unreadable(".", "it is a folder")


def test_what_becomes_a_pipe_at_the_last_moment_is_not_waited_for(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(here, "a.md")
    places.pipe(here / "pipe.md")
    facts = os.stat("a.md")
    monkeypatch.setattr(os, "stat", lambda path: facts)
    assert read_bytes("pipe.md") == Unreadable("pipe.md", "it is a named pipe, not a file")


def test_no_more_is_read_than_was_asked_for(here: Path) -> None:
    Path("a.md").write_bytes(b"x" * 1000)
    assert read_bytes("a.md", 1000) == b"x" * 1000
    assert read_bytes("a.md", 999) == b"x" * 1000
    assert read_bytes("a.md", 10) == b"x" * 11
    with open("large.md", "wb") as file:
        file.truncate(2**40)
    data = read_bytes("large.md")
    assert isinstance(data, bytes)
    assert len(data) == 2**20 + 1


def test_a_file_that_comes_in_small_pieces_is_read_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.md").write_bytes(b"0123456789")
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, wanted: read(descriptor, min(wanted, 3)))
    assert read_bytes("a.md") == b"0123456789"
    assert read_bytes("a.md", 4) == b"01234"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.EACCES, "I have no permission to read it"),
        (errno.ENOENT, "there is no such file or folder"),
        (errno.EIO, "input/output error"),
    ],
)
@pytest.mark.parametrize("call", ["stat", "open", "fstat", "read"])
def test_whatever_call_fails_it_is_said_and_nothing_stays_open(
    here: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, why: str
) -> None:
    lay(here, "a.md")
    before = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        assert read_bytes("a.md") == Unreadable("a.md", why)
    after = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
    assert after == before


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_file_without_permission() -> None:
    """The administrator may read everything, so somebody else looks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = places.unreadable(folder / "a.md")
        administrator = os.geteuid() == 0
        if administrator:
            os.seteuid(65534)
        try:
            assert read_bytes(str(path)) == Unreadable(str(path), "I have no permission to read it")
        finally:
            if administrator:
                os.seteuid(0)


def test_a_folder_that_cannot_be_listed_is_said_and_the_others_are_walked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(here, "a/a.md", "b/b.md")
    scandir = os.scandir

    def locked(path: str) -> object:
        if path == "a":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    assert found(".") == ["b/b.md"]
    assert missing(".") == {"a": "I have no permission to read it"}


# Links


def test_links_in_circles_and_to_nothing(here: Path) -> None:
    lay(here, "a.md")
    places.circle(here / "circle.md")
    places.link(here / "nowhere.md", "gone.md")
    places.link(here / "up", ".")
    places.link(here / "up.md", ".")
    assert found(".") == ["a.md"]
    assert left(".") == {"circle.md": "it is a link that leads back to itself", "nowhere.md": "it is a link that leads nowhere"}
    assert set(missing("circle.md", "nowhere.md")) == {"circle.md", "nowhere.md"}


def test_a_link_within_the_project_is_its_target_once(project: Path) -> None:
    lay(project, "shared/frames.md", "unit/a.md")
    places.link(project / "unit" / "frames.md", "../shared/frames.md")
    places.link(project / "all", "shared")
    assert found(".") == ["shared/frames.md", "unit/a.md"]
    assert found("unit") == ["unit/a.md", "unit/frames.md"]
    assert found("all") == ["all/frames.md"]


def test_no_link_leads_out_of_the_project_or_into_its_hidden_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pull request with a link to `.git/config` would print its token in the report."""
    lay(tmp_path, "secret.md", "other/secret.md", text="token")
    project = tmp_path / "project"
    lay(project, "a.md", ".env", "notes.txt")
    git(project, "init", "-q")
    git(tmp_path / "other", "init", "-q")
    monkeypatch.chdir(project)
    places.link(project / "config.md", ".git/config")
    places.link(project / "env.md", ".env")
    places.link(project / "notes.md", "notes.txt")
    places.link(project / "secret.md", "../secret.md")
    places.link(project / "absolute.md", tmp_path / "secret.md")
    places.link(project / "other", "../other")
    names = ["absolute.md", "config.md", "env.md", "notes.md", "secret.md"]
    assert found(".") == ["a.md"]
    assert list(left(".")) == names
    assert list(missing(*names)) == names
    assert list(missing("other/secret.md", "other")) == ["other", "other/secret.md"]
    assert found(*names, "other", "other/secret.md") == []


def test_outside_a_project_a_link_below_a_folder_stays_in_it_and_a_named_one_is_followed(here: Path) -> None:
    lay(here, "mine/a.md", "elsewhere/b.md")
    places.link(here / "mine" / "b.md", "../elsewhere/b.md")
    assert found("mine") == ["mine/a.md"]
    assert found("mine/b.md") == ["mine/b.md"]


def test_the_root_of_a_project(project: Path) -> None:
    lay(project, "a/b/c.md")
    places.link(project / "link", "a")
    assert project_root("a/b") == project_root("link/b") == project_root(".") == str(project)
    assert inside("a/b", "a")
    assert inside("a", "a")
    assert not inside("ab", "a")
    assert inside("a", "/")


# What Git leaves out


def git_leaves_out(project: Path, names: Iterable[str]) -> set[str]:
    return set(git(project, "check-ignore", "--no-index", "--stdin", given="\n".join(names)).splitlines())


def test_what_git_leaves_out_is_left_out(project: Path) -> None:
    names = [
        "a.md", "draft.md", "keep.draft.md", "x.draft.md", "build/a.md", "unit/build/a.md", "unit/a.md", "unit/b.md", "unit/deep/c.md",
        "unit/deep/a.md", "other/a.md", "other/sub/kept.md", "private.md", "space .md", "old/a/b.md", "old/keep/b.md",
    ]  # fmt: skip
    lay(project, *names)
    lay(project, ".gitignore", text="*.draft.md\n!keep.draft.md\nbuild/\n/draft.md\n# remark\n\nother/*\n!other/sub\nold/*/\n!old/keep/\n")
    lay(project, "unit/.gitignore", text="b.md\ndeep/**/c.md\n!build/\n")
    lay(project, "unit/deep/.gitignore", text="/a.md\r\n")
    lay(project, ".git/info/exclude", text="private.md\n")
    expected = set(names) - git_leaves_out(project, names)
    assert set(found(".")) == expected
    assert {"draft.md", "build/a.md", "unit/b.md", "private.md"}.isdisjoint(expected)
    assert {"keep.draft.md", "other/sub/kept.md", "old/keep/b.md"} <= expected
    assert set(found("unit")) == {name for name in expected if name.startswith("unit/")}
    assert set(found("unit/deep")) == {name for name in expected if name.startswith("unit/deep/")}


def test_a_gitignore_counts_below_a_folder_without_git_too(here: Path) -> None:
    lay(here, ".gitignore", text="a.md\n")
    lay(here, "lessons/a.md", "lessons/b.md", "lessons/c/b.md")
    lay(here, "lessons/.gitignore", text="/b.md\n")
    assert found("lessons") == ["lessons/a.md", "lessons/c/b.md"]
    assert found(".") == ["lessons/c/b.md"]


def test_a_folder_that_is_named_is_looked_into_although_git_leaves_it_out(project: Path) -> None:
    lay(project, ".gitignore", text="drafts/\n")
    lay(project, "drafts/a.md", "drafts/b.md")
    lay(project, "drafts/.gitignore", text="b.md\n")
    assert found(".") == []
    assert found("drafts") == ["drafts/a.md"]


def test_a_hostile_gitignore(project: Path) -> None:
    lay(project, "a.md", "b/a.md", "b/c.md")
    lay(project, ".gitignore", text="\n".join(["*a" * 40 + "*b"] * 50))
    places.link(project / "b" / ".gitignore", "/etc/passwd")
    assert found(".") == ["a.md", "b/a.md", "b/c.md"]
    (project / "b" / ".gitignore").unlink()
    places.pipe(project / "b" / ".gitignore")
    assert found(".") == ["a.md", "b/a.md", "b/c.md"]
    (project / "b" / ".gitignore").unlink()
    lay(project, "b/.gitignore", text="x\n" * 5000 + "c.md\n")
    assert left(".") == {"b/.gitignore": "it holds 5,000 patterns or more; I read no further"}


# Leaving out even what is named


def test_force_exclude_holds_named_files_to_the_same(project: Path) -> None:
    lay(project, ".gitignore", text="drafts/\nold.md\n")
    lay(project, "a.md", "README.md", "drafts/a.md", "old.md", ".github/a.md", "node_modules/a.md", "unit/old.md", "b/c.md", "notes.txt")
    names = [
        "a.md",
        "README.md",
        "drafts/a.md",
        "old.md",
        ".github/a.md",
        "node_modules/a.md",
        "unit/old.md",
        "b/c.md",
        "notes.txt",
        "drafts",
    ]
    assert len(found(*names)) == 9
    assert found(*names, force_exclude=True) == found(".") == ["a.md", "b/c.md"]
    assert found(*(str(project / name) for name in names), force_exclude=True) == [str(project / "a.md"), str(project / "b/c.md")]


def test_what_the_caller_leaves_out(here: Path) -> None:
    lay(here, "a.md", "b/a.md", "b/c/a.md")
    asked: list[str] = []

    def excluded(path: str) -> bool:
        asked.append(path)
        return path.startswith("b/c") or path == "a.md"

    assert [item.path for item in discover(["."], excluded=excluded)] == ["b/a.md"]
    assert "b/c/a.md" not in asked
    assert [item.path for item in discover(["a.md"], excluded=excluded)] == ["a.md"]
    assert list(discover(["a.md"], excluded=excluded, force_exclude=True)) == []


def test_nothing_is_written_and_nothing_but_the_folder_is_opened(project: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not here")
    lay(project, "lessons/a.md", "lessons/b/c.md")
    code = "import sys; from udl_lint.files import discover; print('START', flush=True); print([i.path for i in discover(['lessons'])])"
    ran = subprocess.run(
        ["strace", "-f", "-e", "trace=open,openat,creat,unlink,rename,mkdir,connect", sys.executable, "-c", code],
        cwd=project, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    if ran.returncode:
        pytest.skip("strace may not run here")
    opened = [
        line for line in ran.stderr.splitlines() if str(project) in line or '"lessons' in line or "O_WRONLY" in line or "O_RDWR" in line
    ]
    assert opened
    assert not [line for line in opened if "O_WRONLY" in line or "O_RDWR" in line or "O_CREAT" in line or "connect" in line]
