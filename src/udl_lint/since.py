"""Which files have changed in git since a revision. Git is asked in a way that runs nothing which a repository brings along."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence

from udl_lint.errors import UsageError
from udl_lint.files import Item, Unreadable, project_root
from udl_lint.wording import shown

_SAFE = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "diff.external": "",
    "diff.ignoreSubmodules": "all",
    "protocol.allow": "never",
}
"""Settings of git by which a repository could name a program, each with a value that names none."""
_LEFT = ("GIT_EXTERNAL_DIFF", "GIT_CONFIG", "GIT_DIFF_OPTS", "GIT_TRACE", "GIT_SSH", "GIT_ASKPASS", "GIT_PROXY")
"""How variables begin that git shall not see. Where the repository and its index are (`GIT_DIR`) is what a hook says rightly."""


_WHOLE_HISTORY = "Fetch the whole history (in CI, fetch-depth: 0)."


def changed_since(revision: str, items: Iterable[Item], paths: Sequence[str]) -> list[Item]:
    """The lessons among `items` that have changed since a revision, or since the work at hand left it where it went on.

    New files count, in git or not; files that are gone do not. `paths` are what was named: they must lie in a repository. What
    could not be read stays. Raises UsageError for an unknown revision, for files outside a repository, and without git.
    """
    changed: dict[str, frozenset[str]] = {}
    for path in paths:
        root = _root_of(path if os.path.isdir(path) else os.path.dirname(path) or ".")
        if root not in changed:
            changed[root] = _changed(root, revision)
    kept: list[Item] = []
    for item in items:
        if isinstance(item, Unreadable):
            kept.append(item)
            continue
        root = _root_of(os.path.dirname(item.path) or ".")
        if root not in changed:
            changed[root] = _changed(root, revision)
        real = os.path.join(os.path.realpath(os.path.dirname(item.path) or "."), os.path.basename(item.path))
        # A link counts as changed with the file that it leads to.
        if real in changed[root] or os.path.realpath(item.path) in changed[root]:
            kept.append(item)
    return kept


def _root_of(folder: str) -> str:
    root = project_root(folder)
    if root is None:
        hint = "Leave --since out, or check files of a repository."
        raise UsageError(f"--since: {shown(folder)!r} lies in no git repository.", hint=hint)
    return os.path.realpath(root)


def _changed(root: str, revision: str) -> frozenset[str]:
    """The whole paths of a repository's files that differ from a revision or are not in git yet."""
    settings = dict(_SAFE)
    drivers = _git(
        root, settings, "config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|smudge|process|required)$", fine=(0, 1)
    )
    for name in drivers.stdout.split(b"\0"):
        if name:
            settings[os.fsdecode(name)] = "false" if name.endswith(b".required") else ""
    found = _git(root, settings, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", fine=(0, 1, 128))
    if found.returncode:
        _refused(found)
        hint = _WHOLE_HISTORY if _is_shallow(root, settings) else "Name a branch, a tag or a commit."
        raise UsageError(f"--since: git knows no revision {shown(revision)!r} here.", hint=hint)
    commit = found.stdout.decode("ascii").strip()
    base = _git(root, settings, "merge-base", commit, "HEAD", fine=(0, 1, 128))
    if base.returncode == 1 and _is_shallow(root, settings):
        raise UsageError(f"--since: git does not see here where the work left {shown(revision)!r}.", hint=_WHOLE_HISTORY)
    commit = base.stdout.decode("ascii").strip() or commit
    plain = ("--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-relative", "--ignore-submodules=all")
    differing = _git(root, settings, "diff", *plain, "--diff-filter=d", commit, "--").stdout
    unknown = _git(root, settings, "ls-files", "--others", "--exclude-standard", "-z").stdout
    return frozenset(os.path.join(root, os.fsdecode(name)) for name in (differing + unknown).split(b"\0") if name)


def _is_shallow(root: str, settings: Mapping[str, str]) -> bool:
    """Whether only the last commits were fetched."""
    return _git(root, settings, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _git(root: str, settings: Mapping[str, str], *arguments: str, fine: Sequence[int] = (0,)) -> subprocess.CompletedProcess[bytes]:
    """One command of git in a repository; raises UsageError with git's own words when it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_LEFT)}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    environment["GIT_CONFIG_COUNT"] = str(len(settings))
    for number, (name, value) in enumerate(settings.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and nothing but what stands here and a revision
            ["git", "-C", root, "--no-pager", "--literal-pathspecs", *arguments],  # noqa: S607 - the user's own git
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise UsageError(f"--since asks git, and I cannot run it: {(error.strerror or str(error)).lower()}.") from None
    except ValueError:
        raise UsageError("--since: this is no revision.") from None
    if done.returncode not in fine:
        raise UsageError(f"--since: git says: {_words(done)}")
    return done


def _refused(done: subprocess.CompletedProcess[bytes]) -> None:
    """Raise UsageError when git did not look at all, as in a folder that belongs to somebody else."""
    if b"dubious ownership" in done.stderr or b"not a git repository" in done.stderr:
        raise UsageError(f"--since: git says: {_words(done)}")


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit code {done.returncode}"])[0]
