"""Path patterns mean what they mean to Git, and none of them can hang a run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from udl_lint.globs import Glob, glob, globs, verdict

NAMES = st.text(alphabet="ab.-", min_size=1, max_size=4).filter(lambda name: name not in (".", "..") and not name.startswith(".git"))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PATTERNS = (
    st.lists(
        st.sampled_from(
            ["a", "b", "ab", ".", "-", "*", "**", "?", "/", "[ab]", "[!a]", "[a-]", "[^b]", "[]a]", "\\", "\\*", "!", " ", "#", "["]
        ),
        min_size=1,
        max_size=7,
    )
    .map("".join)
    .filter(lambda text: "/" not in text.partition("[")[2])
)
"""A `/` after `[` is left out: to Git it may be one of the letters, to us it always stands between two names."""


def left_out(patterns: list[Glob], path: str) -> bool:
    """As a walk decides it: by the folders on the way, then by the file."""
    names = path.split("/")
    return any(verdict(patterns, names[:depth], depth < len(names)) for depth in range(1, len(names) + 1))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def ignored_by_git(repository: Path, text: str, paths: list[str]) -> list[bool]:
    (repository / ".gitignore").write_text(text, encoding="utf-8", newline="")
    asked = subprocess.run(
        ["git", "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "--stdin", "-z", "-v", "-n"],
        input="\0".join(paths).encode(),
        capture_output=True,
        cwd=repository,
        check=False,
    )
    assert asked.returncode in (0, 1), asked.stderr
    fields = asked.stdout.decode().split("\0")[:-1]
    return [bool(pattern) and not pattern.startswith("!") for pattern in fields[2::4]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PATTERNS, min_size=1, max_size=4), st.lists(PATHS, min_size=1, max_size=12, unique=True))
@example(["a/**"], ["a", "a/b", "b/a/b"])
@example(["**/a/**/b/"], ["a/b", "a/b/a", "b/a/a/b/b"])
@example(["*", "!a", "!*/"], ["a", "b/a", "b/b"])
@example(["a\\ ", "b  ", "\\#", "\\!a"], ["a", "a ", "b", "#", "!a"])
@example(["/a", "a/b"], ["a", "b/a", "b/a/b", "a/b"])
@example(["a/", "[a-b]b", "[!a]"], ["a", "a/b", "ab", "b"])
@example(["**", "!a**"], ["a", "b", "ab/b"])
def test_patterns_mean_what_they_mean_to_git(repository: Path, patterns: list[str], paths: list[str]) -> None:
    text = "\n".join(patterns) + "\n"
    read = list(globs(text))
    for path, said in zip(paths, ignored_by_git(repository, text, paths), strict=True):
        assert left_out(read, path) is said, (patterns, path)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("grade-3/**", "grade-3/weather.md", True),
        ("grade-3/**", "grade-3/unit/weather.md", True),
        ("grade-3/**", "units/grade-3/weather.md", False),
        ("grade-3", "units/grade-3/weather.md", True),
        ("grade-3/", "grade-3", False),
        ("**/archive/**", "units/archive/old.md", True),
        ("*.draft.md", "units/weather.draft.md", True),
        ("units/*.md", "units/grade-3/weather.md", False),
        ("lección-?.md", "lección-1.md", True),
    ],
)
def test_a_pattern_covers_what_lies_in_a_folder(pattern: str, path: str, fits: bool) -> None:
    found = glob(pattern)
    assert found is not None
    assert found.covers(path.split("/")) is fits


class Counted(str):
    """A name that counts how often one of its letters is looked at."""

    __slots__ = ()
    looks = 0

    def __getitem__(self, at: object) -> str:
        Counted.looks += 1
        return super().__getitem__(at)  # type: ignore[index]


@pytest.mark.parametrize("stars", [5, 20, 100])
def test_a_hostile_pattern_costs_no_more_than_its_length_times_the_names(stars: int) -> None:
    """The library `pathspec` takes minutes for five of these stars."""
    pattern, name = "?" + "*a" * stars + "*" + "a" * 20 + "b", Counted("a" * 250)
    found = glob(pattern)
    assert found is not None
    Counted.looks = 0
    assert not found.matches([name])
    assert 250 < Counted.looks <= len(pattern) * len(name)


def test_a_hostile_chain_of_folders_costs_no_more_either() -> None:
    found = glob("**/a/" * 100 + "b")
    assert found is not None
    assert not found.matches(["a"] * 300 + ["c"])
    assert found.matches(["x", "a"] * 300 + ["b"])


@pytest.mark.parametrize("text", ["", "   ", "# remark", "a//b", "/", "[a", "a\\"])
def test_a_line_that_can_fit_nothing_is_no_pattern(text: str) -> None:
    assert glob(text) is None
