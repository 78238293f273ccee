"""Opening a file that may be anything: never waits, never reads more than was asked for, says in plain words why it could not."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator

from udl_lint.named import Named

LARGEST_LESSON = 2**20
"""Bytes of a lesson that are read unless the user asks for more: nearly fifty times the longest of the labelled lessons."""

_WHY = {
    errno.ENOENT: "there is no such file or folder",
    errno.ENOTDIR: "there is no such file or folder",
    errno.EACCES: "I have no permission to read it",
    errno.EPERM: "I have no permission to read it",
    errno.ELOOP: "it is a link that leads back to itself",
    errno.ENXIO: "it is a socket, not a file",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "its name is too long",
}
_KINDS = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a named pipe, not a file"),
    (stat.S_ISSOCK, "it is a socket, not a file"),
    (stat.S_ISCHR, "it is a device, not a file"),
    (stat.S_ISBLK, "it is a device, not a file"),
)


class Unreadable(Named):
    """A file or folder that was asked for and could not be read: the run is incomplete (exit 3)."""

    path: str
    why: str


def read_bytes(path: str, limit: int = LARGEST_LESSON) -> bytes | Unreadable:
    """The bytes of a regular file, at most `limit` + 1 of them, so that a longer one shows. Never waits, never opens a device."""
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    try:
        _hold_regular(os.stat(path))
        descriptor = os.open(path, flags)
        try:
            # It may have become something else since it was looked at.
            facts = os.fstat(descriptor)
            _hold_regular(facts)
            return b"".join(_pieces(descriptor, limit + 1, facts.st_size + 1))
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        return Unreadable(path, why_not(error))


def _hold_regular(facts: os.stat_result) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise ValueError(kind_of(facts.st_mode))


def kind_of(mode: int) -> str:
    """What a thing is that is no regular file, in plain words."""
    return next((words for fits, words in _KINDS if fits(mode)), "it is no ordinary file")


def _pieces(descriptor: int, wanted: int, expected: int) -> Iterator[bytes]:
    """What there is to read, at most as much as wanted. Room is made for what is expected first: a megabyte is much for a lesson."""
    size = min(expected, 2**20)
    while wanted > 0:
        piece = os.read(descriptor, min(wanted, size))
        if not piece:
            return
        wanted -= len(piece)
        size = 2**20
        yield piece


def why_not(error: OSError | ValueError) -> str:
    """Why something could not be opened, in plain words."""
    if isinstance(error, OSError):
        return _WHY.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return str(error)
