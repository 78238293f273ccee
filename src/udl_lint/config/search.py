"""Which configuration counts for which folder. Reads none before one is found."""

from __future__ import annotations

import os

from udl_lint.errors import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from udl_lint.config.values import Config

CONFIG_NAME = "udl-lint.yaml"
MISTAKEN_NAMES = ("udl-lint.yml", ".udl-lint.yaml", ".udl-lint.yml", "udl_lint.yaml")


class Configs:
    """The configuration that counts for each folder, each file read once.

    It is the nearest `udl-lint.yaml` upward from a lesson's own folder, however the lesson was named, so that a lesson is judged
    alike by itself, with its folder and by a hook; the search ends at the project's root. A `chosen` file counts for all.
    """

    def __init__(self, chosen: str | None = None) -> None:
        self._chosen = None if chosen is None else _read(chosen, os.getcwd())
        self._paths: dict[str, str | None] = {}
        self._named: dict[str, str | None] = {}
        """The same by folders as they were named: a run asks several times for each of its lessons."""
        self._read: dict[str, Config] = {}

    def of(self, path: str) -> Config:
        """The configuration for a lesson's path; an empty one when there is no file. Raises ConfigError."""
        found = self.file_for(path)
        if found is None:
            from udl_lint.config.values import NO_CONFIG

            return NO_CONFIG
        return found

    def file_for(self, path: str) -> Config | None:
        """The configuration for a lesson's path; None when there is no file. Raises ConfigError."""
        if self._chosen is not None:
            return self._chosen
        folder, name = os.path.split(path)
        if name in ("", os.curdir, os.pardir):  # a folder, named so that what it lies in is not what stands before its name
            found = self._nearest(os.path.dirname(os.path.abspath(path)))
        elif folder in self._named:
            found = self._named[folder]
        else:
            found = self._named[folder] = self._nearest(os.path.abspath(folder))
        if found is None:
            return None
        if found not in self._read:
            self._read[found] = _read(found)
        return self._read[found]

    def leave_out(self, path: str) -> bool:
        """Whether a file or folder is no lesson by its configuration. Raises ConfigError."""
        config = self.file_for(path)
        return config is not None and config.leaves_out(path)

    def _nearest(self, folder: str) -> str | None:
        walked = []
        here = folder
        while here not in self._paths:
            walked.append(here)
            found = _config_in(here)
            above = os.path.dirname(here)
            if found or above == here or os.path.lexists(os.path.join(here, ".git")):
                self._paths[here] = found
                break
            here = above
        self._paths.update(dict.fromkeys(walked, self._paths[here]))
        return self._paths[here]


def _config_in(folder: str) -> str | None:
    path = os.path.join(folder, CONFIG_NAME)
    if os.path.lexists(path):
        return path
    for name in MISTAKEN_NAMES:
        if os.path.lexists(os.path.join(folder, name)):
            raise ConfigError("I read no file of this name.", place=os.path.join(folder, name), hint=f"Call it {CONFIG_NAME}.")
    return None


def _read(path: str, folder: str | None = None) -> Config:
    from udl_lint.config.file import read_config

    here = os.path.join(os.getcwd(), "")
    return read_config(path.removeprefix(here) if os.path.isabs(path) else path, folder)
