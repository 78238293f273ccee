"""Results of earlier runs, one small file each. Whatever is wrong with a file here, the lesson is just checked anew."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

from udl_lint.errors import UsageError

VERSION = "1"
MOST_BYTES = 256 * 2**20
"""What the results may take up; beyond it the ones that were not used for the longest time go."""
_DAY = 86_400
OLDEST = 30 * _DAY
"""Seconds after which a result that nobody asked for goes."""
_STRAY = 3_600
"""Seconds after which a file that was never finished was left by a run that was killed."""
_BINARY = getattr(os, "O_BINARY", 0)
_SUM = 64
"""Hexadecimal digits in front of an entry: the SHA-256 of what follows."""


def usual_folder() -> str:
    """Where results lie unless the user names a folder: `UDL_LINT_CACHE_DIR`, or else in the user's own folder for such things.

    Never inside a project: whoever wrote a lesson could write the result of checking it, too.
    """
    named = os.environ.get("UDL_LINT_CACHE_DIR")
    if named:
        return named
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        above = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        above = os.path.join(home, "Library", "Caches")
    else:
        # The XDG Base Directory Specification: a path that is not absolute does not count.
        said = os.environ.get("XDG_CACHE_HOME", "")
        above = said if os.path.isabs(said) else os.path.join(home, ".cache")
    return os.path.join(above, "udl-lint")


class Cache:
    """Small plain data by key. It never raises; `trouble` says in plain words what went wrong first, empty while nothing did."""

    def __init__(self, folder: str) -> None:
        """Raises UsageError for a folder that is a file."""
        if os.path.exists(folder) and not os.path.isdir(folder):
            raise UsageError(f"--cache-dir takes a folder, and {folder!r} is a file.")
        self.folder = folder
        self._entries = os.path.join(folder, VERSION)
        self._closed = self._written = False
        self._now = time.time()
        self.trouble = ""

    def get(self, key: str) -> Any:
        """What was stored under a key; None for nothing, and for what is not whole."""
        path = self._path(key)
        try:
            file = os.open(path, os.O_RDONLY | _BINARY)
            try:
                facts = os.fstat(file)
                data = os.read(file, facts.st_size)
            finally:
                os.close(file)
            if self._now - facts.st_mtime > _DAY:
                with contextlib.suppress(OSError):
                    os.utime(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            self._say(error)
            return None
        try:
            if hashlib.sha256(data[_SUM:]).hexdigest().encode() != data[:_SUM]:
                raise ValueError
            stored, value = json.loads(data[_SUM:].decode())
        except (ValueError, TypeError, RecursionError):
            self.trouble = self.trouble or "a result in it is damaged, so that lesson is checked anew"
            return None
        return value if stored == key else None

    def put(self, key: str, value: Any) -> None:
        """Store plain data under a key, whole or not at all. After the first failure nothing more is written."""
        if self._closed:
            return
        text = json.dumps([key, value], separators=(",", ":")).encode()
        path = self._path(key)
        unfinished = f"{path}.{os.getpid()}"
        try:
            try:
                file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            except FileNotFoundError:
                self._make(os.path.dirname(path))
                file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            try:
                data = hashlib.sha256(text).hexdigest().encode() + text
                if os.write(file, data) != len(data):
                    raise OSError(0, "no space left on device")
            finally:
                os.close(file)
            os.replace(unfinished, path)
            self._written = True
        except OSError as error:
            self._closed = True
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
            self._say(error)

    def close(self) -> None:
        """Once a day, after a run that stored something: take away what nobody has used for long, what was never finished, what is
        too much.
        """
        mark = os.path.join(self.folder, "swept")
        if not self._written:
            return
        try:
            if self._now - os.stat(mark).st_mtime < _DAY:
                return
        except OSError:
            pass
        with contextlib.suppress(OSError):
            with open(mark, "w", encoding="ascii"):
                pass
            self._sweep()

    def _sweep(self) -> None:
        total = 0
        for used, size, path in sorted(self._stored(), reverse=True):
            total += size
            age = self._now - used
            finished = not os.path.splitext(path)[1]
            if total > MOST_BYTES or age > OLDEST or (not finished and age > _STRAY):
                with contextlib.suppress(OSError):
                    os.unlink(path)

    def _stored(self) -> Iterator[tuple[float, int, str]]:
        for folder in os.scandir(self._entries):
            for entry in os.scandir(folder) if folder.is_dir(follow_symlinks=False) else ():
                with contextlib.suppress(OSError):
                    facts = entry.stat(follow_symlinks=False)
                    yield facts.st_mtime, facts.st_size, entry.path

    def _make(self, folder: str) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        # Programs that make backups leave such folders out: https://bford.info/cachedir/
        tag = os.path.join(self.folder, "CACHEDIR.TAG")
        if not os.path.exists(tag):
            with open(tag, "w", encoding="ascii") as file:
                file.write("Signature: 8a477f597d28d172789f06886806bc55\n# Results of udl-lint. It can be deleted at any time.\n")

    def _path(self, key: str) -> str:
        return os.path.join(self._entries, key[:2], key[2:])

    def _say(self, error: OSError) -> None:
        self.trouble = self.trouble or (error.strerror or str(error)).lower()
