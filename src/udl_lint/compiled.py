"""Packs as plain data, for which neither YAML nor pydantic is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from udl_lint.named import Named

Data = Mapping[str, Any]


class Compiled(Named):
    """Packs as JSON holds them, automata aside. `rules` and `pages` go by rule id, `standards` by code (`udl:4.2`), the others by name."""

    rules: Mapping[str, Data] = {}
    """All that a check of a lesson needs."""
    concepts: Mapping[str, Data] = {}
    classes: Mapping[str, Data] = {}
    standards: Mapping[str, Data] = {}
    profiles: Mapping[str, Data] = {}
    cues: Mapping[str, Any] = {}
    automata: Mapping[str, Any] = {}
    """The phrases of the concepts and classes, compiled by language (see `phrases`)."""
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
                {},
                {**(self.pages or {}), **(pack.pages or {})},
            )
        )


def sealed(compiled: Compiled) -> Compiled:
    """The same as it comes back from JSON, with its phrases compiled and its digest."""
    import hashlib
    import json

    from udl_lint.phrases import compile_phrases

    text = plain_json(compiled._replace(automata={}, digest="")._asdict())
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Compiled(**json.loads(text))._replace(automata=compile_phrases(compiled.concepts, compiled.classes), digest=digest)


def added(old: Mapping[str, Data], new: Mapping[str, Data]) -> dict[str, Data]:
    """The words of two lexicons; what is in both keeps its `about` and gets the phrases of both."""
    return {**old, **{name: _added(old[name], entry) if name in old else entry for name, entry in new.items()}}


def plain_json(data: Any) -> str:
    """Data as JSON in one line; raises ValueError for a number that JSON does not know."""
    import json

    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _added(old: Any, new: Any) -> Any:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return {key: _added(old[key], new[key]) if key in old and key in new else old.get(key, new.get(key)) for key in {**old, **new}}
    if isinstance(old, list) and isinstance(new, list):
        return list(dict.fromkeys([*old, *new]))
    return old
