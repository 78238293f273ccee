"""The tools to be measured, each installed from its registry into an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measure import Command, plain_environment


@dataclass(frozen=True)
class Peer:
    """A tool that reads text. `fine` are the exit codes of a run that did its work, with findings or without."""

    name: str
    requirement: str
    """What pip installs. The minor version is held, since a tool's command line changes with it."""
    command: tuple[str, ...]
    """The installed program and its arguments, before the files."""
    fine: tuple[int, ...] = (0, 1)


OURSELVES = Peer("udl-lint", str(Path(__file__).resolve().parents[1]), ("udl-lint", "check", "--no-cache", "--workers", "1"))
"""This checkout, installed as a user would and not editable."""

PEERS = {
    peer.name: peer
    for peer in (
        Peer("proselint", "proselint==0.16.*", ("proselint", "check")),
        Peer("codespell", "codespell==2.4.*", ("codespell",), (0, 65)),
        Peer("pymarkdownlnt", "pymarkdownlnt==0.9.*", ("pymarkdown", "scan")),
        Peer("rumdl", "rumdl>=0.2", ("rumdl", "check", "--no-cache")),
    )
}


@dataclass(frozen=True)
class Tool:
    """An installed program: what to start before the files, which version it is, where the packages of its environment lie."""

    name: str
    start: tuple[str, ...]
    fine: tuple[int, ...]
    version: str
    packages: Path | None = None

    def on(self, *files: Path) -> Command:
        """The command that reads these files."""
        return Command((*self.start, *map(str, files)), self.fine)


def install(peer: Peer, folder: Path) -> Tool:
    """Install a peer into a new environment below a folder. Raises CalledProcessError."""
    environment = folder / peer.name
    venv.create(environment, with_pip=True)
    programs = environment / "bin"
    python = str(programs / "python")
    run = partial(subprocess.run, check=True, env=plain_environment(), stdin=subprocess.DEVNULL, encoding="utf-8")
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer.requirement], stdout=sys.stderr)
    told = run([python, "-c", _WHAT_IS_THERE, peer.name], stdout=subprocess.PIPE)
    version, packages = told.stdout.splitlines()
    return Tool(peer.name, (str(programs / peer.command[0]), *peer.command[1:]), peer.fine, version, Path(packages))


_WHAT_IS_THERE = """
import importlib.metadata, sys, sysconfig
print(importlib.metadata.version(sys.argv[1]))
print(sysconfig.get_path("purelib"))
"""
