"""The built-in packs, kept ready in files so that a plain check reads no YAML, and compiled anew when their sources change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from types import ModuleType
from typing import Any

from udl_lint.compiled import Compiled, plain_json
from udl_lint.stored_words import StoredWords, written

PACKAGE = os.path.dirname(os.path.abspath(__file__))
_FOR_READERS = ("pages", "concepts", "classes", "standards")
"""What a person asks for and a check of a lesson does not need."""
STORE = os.path.join(PACKAGE, "_compiled")
_CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "rules")
IN_CHECKOUT = os.path.basename(os.path.dirname(PACKAGE)) == "src" and os.path.isdir(_CHECKOUT)
RULES = _CHECKOUT if IN_CHECKOUT else os.path.join(PACKAGE, "rules")
"""The folder of the built-in rules' YAML: at the root of a checkout, inside the package once installed."""


def built_in() -> Compiled:
    """The built-in packs. In a checkout they are compiled anew when a file that they come from has changed.

    Their pages may still lie in their file (see `with_pages`). Raises PackError when a rule that has to be compiled is wrong.
    """
    stamp = _stamp() if IN_CHECKOUT else ""
    stored = _stored_engine()
    if stored is not None and stored.pop("stamp", None) == stamp:
        return Compiled(**{**stored, "automata": StoredWords(STORE, tuple(stored["automata"]))})
    compiled = _compile()
    if IN_CHECKOUT:
        # A tree that cannot be written is compiled at each run.
        with contextlib.suppress(OSError):
            store(compiled, STORE, stamp)
    return compiled


def with_pages(compiled: Compiled) -> Compiled:
    """The same packs with their pages."""
    if compiled.pages is not None:
        return compiled
    stored = _stored_pages()
    if stored is not None and stored.get("digest") == compiled.digest:
        return compiled._replace(**{name: stored[name] for name in _FOR_READERS})
    # The file is gone, or another process has just compiled other rules: the YAML faces still say it.
    anew = _compile()
    return compiled._replace(**{name: getattr(anew, name) for name in _FOR_READERS})


def store(compiled: Compiled, folder: str, stamp: str = "") -> None:
    """Write `engine.py`, `pages.json` and the words of each language, each at once or not at all; raises OSError."""
    os.makedirs(folder, exist_ok=True)
    engine = compiled._asdict()
    pages = {"digest": compiled.digest, **{name: engine.pop(name) for name in _FOR_READERS}}
    files = {f"words-{language}": written(compiled.automata[language]) for language in compiled.automata}
    files["pages.json"] = plain_json(pages).encode()
    engine = {"stamp": stamp, **engine, "automata": list(compiled.automata)}
    files["engine.py"] = f'"""What a check needs of the rules. Made by udl_lint.store."""\n\nENGINE = {engine!r}\n'.encode()
    for name, content in files.items():
        unfinished = os.path.join(folder, f".{name}.{os.getpid()}")
        with open(unfinished, "wb") as file:
            file.write(content)
        os.replace(unfinished, os.path.join(folder, name))


def _compile() -> Compiled:
    from pathlib import Path

    from udl_lint.pack_compile import compile_pack

    return compile_pack(Path(RULES))


def _stored_engine() -> dict[str, Any] | None:
    """What a check needs; None when it is not there or was cut short. A file of Python, for Python keeps those ready to load."""
    module = ModuleType("engine")
    try:
        SourceFileLoader("engine", os.path.join(STORE, "engine.py")).exec_module(module)
    except (OSError, SyntaxError, ValueError):
        return None
    return dict(vars(module).get("ENGINE", {}))


def _stored_pages() -> dict[str, Any] | None:
    """What a reader of a rule needs besides; None when it is not there or was cut short."""
    import json

    try:
        with open(os.path.join(STORE, "pages.json"), encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _stamp() -> str:
    """Name, size and time of every file that the compiled rules come from: the YAML, and the code that holds it to its shape."""
    parts = "automaton compiled lexicon pack_compile pack_files phrase_nodes phrases shared_files store stored_words words"
    code = {f"{part}.py" for part in parts.split()}
    folders = {"rules": RULES, "checks": os.path.join(PACKAGE, "checks")}
    lines = [line for name, folder in folders.items() for line in _files(folder, name)]
    lines += [_file(entry, "") for entry in os.scandir(PACKAGE) if entry.name in code]
    return "\n".join(sorted(lines))


def _files(folder: str, name: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{name}/{entry.name}") if entry.name != "__pycache__" else ()
        else:
            yield _file(entry, name)


def _file(entry: os.DirEntry[str], folder: str) -> str:
    facts = entry.stat(follow_symlinks=False)
    return f"{folder}/{entry.name} {facts.st_size} {facts.st_mtime_ns}"
