"""Packs as plain data, and the files in which the built-in ones are kept ready, so that a plain check reads no YAML."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

PACKAGE = os.path.dirname(os.path.abspath(__file__))
STORE = os.path.join(PACKAGE, "_compiled")
_CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "rules")
IN_CHECKOUT = os.path.basename(os.path.dirname(PACKAGE)) == "src" and os.path.isdir(_CHECKOUT)
RULES = _CHECKOUT if IN_CHECKOUT else os.path.join(PACKAGE, "rules")
"""The folder of the built-in rules' YAML: at the root of a checkout, inside the package once installed."""

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Compiled:
    """Packs as JSON can hold them. `rules` and `pages` go by rule id, `standards` by code (`udl:4.2`), the others by name."""

    rules: Mapping[str, Data] = field(default_factory=dict)
    """All that a check of a lesson needs."""
    concepts: Mapping[str, Data] = field(default_factory=dict)
    classes: Mapping[str, Data] = field(default_factory=dict)
    standards: Mapping[str, Data] = field(default_factory=dict)
    profiles: Mapping[str, Data] = field(default_factory=dict)
    cues: Data = field(default_factory=dict)
    pages: Mapping[str, Data] | None = None
    """Why, who, sources and examples: what only a reader of a rule needs. None: not fetched from their file yet."""
    digest: str = ""
    """Changes with anything in it."""

    def with_pack(self, pack: Compiled) -> Compiled:
        """Both together; where a concept or a class of words is in both, its phrases are added up."""
        return sealed(
            Compiled(
                {**self.rules, **pack.rules},
                added(self.concepts, pack.concepts),
                added(self.classes, pack.classes),
                {**self.standards, **pack.standards},
                {**self.profiles, **pack.profiles},
                self.cues or pack.cues,
                {**(self.pages or {}), **(pack.pages or {})},
            )
        )


def sealed(compiled: Compiled) -> Compiled:
    """The same as it comes back from JSON, with its digest."""
    import hashlib

    text = _json(asdict(replace(compiled, digest="")))
    return replace(Compiled(**json.loads(text)), digest=hashlib.sha256(text.encode()).hexdigest()[:32])


def added(old: Mapping[str, Data], new: Mapping[str, Data]) -> dict[str, Data]:
    """The words of two lexicons; what is in both keeps its `about` and `by` and gets the phrases of both."""
    return {**old, **{name: _added(old[name], entry) if name in old else entry for name, entry in new.items()}}


def built_in() -> Compiled:
    """The built-in packs. In a checkout they are compiled anew when a file that they come from has changed.

    Their pages may still lie in their file (see `with_pages`). Raises PackError when a rule that has to be compiled is wrong.
    """
    stamp = _stamp() if IN_CHECKOUT else ""
    stored = _stored("engine.json")
    if stored is not None and stored.pop("stamp") == stamp:
        return Compiled(**stored)
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
    stored = _stored("pages.json")
    if stored is not None and stored["digest"] == compiled.digest:
        return replace(compiled, pages=stored["pages"])
    # The file is gone, or another process has just compiled other rules: the YAML faces still say it.
    return replace(compiled, pages=_compile().pages)


def store(compiled: Compiled, folder: str, stamp: str = "") -> None:
    """Write `engine.json` and `pages.json`, each at once or not at all; raises OSError."""
    os.makedirs(folder, exist_ok=True)
    engine = asdict(compiled)
    pages = {"digest": compiled.digest, "pages": engine.pop("pages")}
    for name, data in (("pages.json", pages), ("engine.json", {"stamp": stamp, **engine})):
        unfinished = os.path.join(folder, f".{name}.{os.getpid()}")
        with open(unfinished, "w", encoding="utf-8", newline="\n") as file:
            file.write(_json(data))
        os.replace(unfinished, os.path.join(folder, name))


def _compile() -> Compiled:
    from pathlib import Path

    from udl_lint.pack_compile import compile_pack

    return compile_pack(Path(RULES))


def _stored(name: str) -> dict[str, Any] | None:
    """What a file of the store holds; None when it is not there or was cut short."""
    try:
        with open(os.path.join(STORE, name), encoding="utf-8") as file:
            data = json.load(file)
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _stamp() -> str:
    """Name, size and time of every file that the compiled rules come from: the YAML, and the code that holds it to its shape."""
    code = [entry for entry in os.scandir(PACKAGE) if entry.name in ("compiled.py", "pack_compile.py", "pack_files.py", "shared_files.py")]
    entries = [*_files(RULES), *_files(os.path.join(PACKAGE, "checks")), *code]
    return "\n".join(sorted(f"{entry.path[len(PACKAGE) :]} {_size_and_time(entry)}" for entry in entries))


def _size_and_time(entry: os.DirEntry[str]) -> str:
    facts = entry.stat()
    return f"{facts.st_size} {facts.st_mtime_ns}"


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        if entry.name.startswith((".", "__pycache__")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        else:
            yield entry


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _added(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {key: _added(old[key], new[key]) if key in old and key in new else old.get(key, new.get(key)) for key in {**old, **new}}
    if isinstance(old, list) and isinstance(new, list):
        return list(dict.fromkeys([*old, *new]))
    return old
