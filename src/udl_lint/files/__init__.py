"""Finding the files that are lessons, without being led astray by what lies in a stranger's folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator

from udl_lint.files.ignores import MOST_PATTERNS, Ignores, ignores_down, ignores_in, names_below
from udl_lint.files.opening import LARGEST_LESSON, Unreadable, kind_of, read_bytes, why_not
from udl_lint.named import Named

__all__ = ["LARGEST_LESSON", "Found", "Skipped", "Unreadable", "discover", "inside", "project_root", "read_bytes"]

LESSON_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".yaml", ".yml")
NO_LESSONS = frozenset({"readme", "changelog", "license", "licence", "contributing", "code_of_conduct", "udl-lint"})
"""Names, up to the first point, of files that lie beside lessons and are none."""
NO_FOLDERS = frozenset({"node_modules", "bower_components", "site-packages", "__pycache__", "__MACOSX"})
"""Folders of other people's files; hidden ones and virtual environments are left out too."""

_ASTRAY = "it is a link to something that is no lesson of this project"


class Found(Named):
    """A file to read as a lesson. `path` is as given, made plain, with `/` between names; it opens from the working folder."""

    path: str


class Skipped(Named):
    """Something that looked like a lesson and was left out on purpose; nothing is missing from the run."""

    path: str
    why: str


Item = Found | Skipped | Unreadable


def project_root(folder: str) -> str | None:
    """The nearest folder upward, itself included, that holds a `.git`; None when there is none. A linked folder is no root."""
    here = os.path.abspath(folder)
    while os.path.islink(here) or not os.path.lexists(os.path.join(here, ".git")):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


def inside(path: str, root: str) -> bool:
    """Whether a path, with every link in it followed, is the root or lies in it."""
    return _lies_in(os.path.realpath(path), os.path.realpath(root))


def _lies_in(real: str, top: str) -> bool:
    return real == top or real.startswith(top.rstrip(os.sep) + os.sep)


class _Folders:
    """Where folders really are, and the project of each: asked once for a folder, however many lessons of a run lie in it."""

    def __init__(self) -> None:
        self._real: dict[str, str] = {}
        self._roots: dict[str, str | None] = {}

    def real(self, path: str) -> str:
        """A path with every link in it followed."""
        folder, name = os.path.split(path)
        # Elsewhere names have other forms besides, which only the whole path shows.
        if os.name != "posix" or name in _NO_NAMES or os.path.islink(path):
            return os.path.realpath(path)
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return os.path.join(self._real[folder], name)

    def root(self, path: str) -> str | None:
        """The root of the project that a path lies in."""
        folder, name = os.path.split(path)
        if name in _NO_NAMES:
            return project_root(os.path.dirname(os.path.abspath(path)))
        if folder not in self._roots:
            self._roots[folder] = project_root(folder)
        return self._roots[folder]


_NO_NAMES = ("", os.curdir, os.pardir)
"""What a path may end in that is not the name of what it leads to."""


def discover(paths: Iterable[str], *, excluded: Callable[[str], bool] | None = None, force_exclude: bool = False) -> Iterator[Item]:
    """The lesson files among files and below folders, by path, each once, however the paths overlap or are ordered.

    Below folders: Markdown and YAML; not what `.gitignore` or `excluded` (asked with the path of a file or folder) leaves out, not
    hidden or known foreign folders, not READMEs and their like, no link that leads astray. A file that is named is taken even
    so, links apart; with `force_exclude` it is held to all of this.
    """
    found: dict[str, Item] = {}
    folders = _Folders()
    for path in paths:
        for item in _named(plain_path(path), folders, excluded, force_exclude):
            found.setdefault(item.path, item)
    seen: set[str] = set()
    # A link comes after the file that it leads to, so that the file keeps its own name.
    for item in sorted(found.values(), key=lambda item: (isinstance(item, Found) and os.path.islink(item.path), item.path)):
        if isinstance(item, Found):
            real = folders.real(item.path)
            if real in seen:
                del found[item.path]
            seen.add(real)
    yield from sorted(found.values(), key=lambda item: item.path)


def _named(path: str, folders: _Folders, excluded: Callable[[str], bool] | None, force_exclude: bool) -> Iterator[Item]:
    """What one path of the command line stands for."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield Unreadable(path, why_not(error))
        return
    folder = stat.S_ISDIR(mode)
    if force_exclude and ((excluded is not None and excluded(path)) or _left_out(path, folder)):
        return
    root = folders.root(path)
    if root is not None and _linked(path, root, folders) and _leads_astray(path, root, folder):
        yield Unreadable(path, _ASTRAY)
    elif folder:
        yield from _below(path, excluded)
    elif not stat.S_ISREG(mode):
        yield Unreadable(path, kind_of(mode))
    else:
        yield Found(path)


def _left_out(path: str, folder: bool) -> bool:
    """Whether a walk from the project's root, or else from the working folder, would not have come to this path."""
    real = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
    parent = os.path.dirname(real)
    top = project_root(parent) or (os.path.realpath(".") if inside(parent, ".") else parent)
    if any(map(_foreign, names_below(top, real))) or (not folder and not _lesson_name(path)):
        return True
    ignores = ignores_down(top, parent)
    return ignores is None or ignores.leaves_out(real, folder)


def _below(top: str, excluded: Callable[[str], bool] | None) -> Iterator[Item]:
    """Everything below a folder, without recursion: folders may be nested as deep as a path can be long."""
    real = os.path.realpath(top)
    root = project_root(real) or real
    # A folder that was named is looked into even if Git leaves it out.
    pending: list[tuple[str, str, Ignores]] = [(top, real, ignores_down(root, real) or ignores_in(real, Ignores(real)))]
    while pending:
        shown, real, ignores = pending.pop()
        try:
            with os.scandir(shown) as entries:
                listed = list(entries)
        except OSError as error:
            yield Unreadable(shown, why_not(error))
            continue
        names = {entry.name for entry in listed}
        if "pyvenv.cfg" in names:
            continue
        if ".gitignore" in names and shown != top:
            ignores = ignores_in(real, ignores)
        if ignores.full and ignores.folder == real:
            yield Skipped(_join(shown, ".gitignore"), f"it holds {MOST_PATTERNS:,} patterns or more; I read no further")
        for entry in listed:
            path, place = _join(shown, entry.name), os.path.join(real, entry.name)
            folder = entry.is_dir(follow_symlinks=False)
            if _foreign(entry.name) or not (folder or _lesson_name(entry.name)):
                continue
            if ignores.leaves_out(place, folder) or (excluded is not None and excluded(path)):
                continue
            if folder:
                pending.append((path, place, ignores))
            else:
                yield from _entry(entry, path, root)


def _entry(entry: os.DirEntry[str], path: str, root: str) -> Iterator[Item]:
    """Something below a folder that is named like a lesson. Linked folders are not entered: no circles, no doubles."""
    if entry.is_file(follow_symlinks=False):  # the folder has said so already: nothing more is asked
        yield Found(path)
        return
    try:
        mode = entry.stat().st_mode
    except OSError as error:
        if not entry.is_symlink():
            yield Unreadable(path, why_not(error))
        else:
            yield Skipped(path, "it is a link that leads nowhere" if error.errno == errno.ENOENT else why_not(error))
        return
    if stat.S_ISDIR(mode):
        return
    if not stat.S_ISREG(mode):
        yield Skipped(path, kind_of(mode))
    elif entry.is_symlink() and _leads_astray(path, root, folder=False):
        yield Skipped(path, _ASTRAY)
    else:
        yield Found(path)


def _linked(path: str, root: str, folders: _Folders) -> bool:
    """Whether there is a link between a project's root and a path in it."""
    real, top = folders.real(path), folders.real(root)
    return not _lies_in(real, top) or names_below(top, real) != names_below(root, os.path.abspath(path))


def _leads_astray(link: str, root: str, folder: bool) -> bool:
    """Whether a link leads out of a project, or in it to what a walk would never take, such as `.git/config`."""
    if not inside(link, root):
        return True
    real = os.path.realpath(link)
    return any(map(_foreign, names_below(os.path.realpath(root), real))) or not (folder or _lesson_name(real))


def _foreign(name: str) -> bool:
    return name.startswith(".") or name in NO_FOLDERS


def _lesson_name(path: str) -> bool:
    name = os.path.basename(path).casefold()
    return name.endswith(LESSON_ENDINGS) and name.partition(".")[0] not in NO_LESSONS


def plain_path(path: str) -> str:
    """A path as reports show it: without `./` and doubled parts, with `/` between its names."""
    return os.path.normpath(path).replace(os.sep, "/") if path else path


def _join(folder: str, name: str) -> str:
    return name if folder == "." else f"{folder.rstrip('/')}/{name}"
