"""Things in a folder that are no plain files: pipes, sockets, devices, links that go in circles or lead out of it, strange names."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def pipe(path: Path) -> Path:
    """A named pipe that nobody writes to: opening it the plain way waits for ever."""
    os.mkfifo(path)
    return path


def closed_socket(path: Path) -> Path:
    """A socket in the file system. Its path may have at most some hundred characters."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)
    return path


def link(path: Path, target: str | Path) -> Path:
    """A symbolic link to whatever is there or not."""
    path.symlink_to(target)
    return path


def circle(path: Path) -> Path:
    """A link that leads to itself."""
    return link(path, path.name)


def deep(folder: Path, levels: int, name: str = "lesson.md") -> Path:
    """A file so many folders deep; made step by step, since its whole path is longer than a system call takes."""
    here = Path.cwd()
    try:
        os.chdir(folder)
        for _ in range(levels):
            os.mkdir("d")
            os.chdir("d")
        Path(name).write_text("# Deep\n", encoding="utf-8")
    finally:
        os.chdir(here)
    return folder.joinpath(*["d"] * levels, name)


def unreadable(path: Path, text: str = "# A\n") -> Path:
    """A file that its owner may not read. The administrator may all the same."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0)
    return path
