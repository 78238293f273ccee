"""`udl-lint config`: what holds for a lesson and who says so, and the schema of the configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from udl_lint.commands.output import Output
from udl_lint.config import Wishes
from udl_lint.config.origins import Origin, Origins, origins
from udl_lint.lesson import Grade
from udl_lint.reporters.json import encoded
from udl_lint.rulebook import Rulebook

SCHEMA = "udl-lint/config/1"


def show(path: str, wishes: Wishes, config: str | None, form: str, output: Output) -> int:
    """Print what holds for a path, which need not be there; returns the exit code. Raises UsageError."""
    import os

    rulebook = Rulebook(wishes, config)
    # For a folder the nearest configuration is the one within it, as for a lesson in it.
    inner = os.path.join(path, "lesson.md") if os.path.isdir(path) else path
    settings = rulebook.settings(inner)
    ruleset = rulebook.linter(rulebook.configs.file_for(inner)).ruleset
    found = origins(path, rulebook.configs.of(inner), ruleset.rules, ruleset.profiles, wishes, settings)
    excluded = rulebook.configs.leave_out(path)
    pieces = [_json(path, settings.config, excluded, found)] if form == "json" else _text(path, settings.config, excluded, found)
    output.write(pieces)
    return 0


def schema(output: Output) -> int:
    """Print the JSON Schema of udl-lint.yaml; returns the exit code."""
    from udl_lint.config.shapes import json_schema

    output.write([encoded(json_schema(), indent=2) + "\n"])
    return 0


def _text(path: str, config: str, excluded: bool, found: Origins) -> Iterator[str]:
    yield f"For {path}\n"
    yield f"configuration: {config or 'none'}\n"
    if excluded:
        yield "This path is excluded: it is no lesson.\n"
    rows: list[tuple[str, str, str]] = [("profile", found.profile.value, found.profile.source)]
    rows.append(("fail_on", found.fail_on.value, found.fail_on.source))
    for key, origin in found.about.items():
        rows.append((f"about.{key}", f"{_value(origin.value)} (where a lesson does not say)", origin.source))
    for key, listed in found.lists.items():
        rows += [(key, str(each.value), each.source) for each in listed]
    yield from _table(rows)
    yield "\nRules:\n"
    rows = []
    for rule, each in found.rules.items():
        on = each.on.value == "on"
        rows.append((rule, each.severity.value if on else "off", _sources(each.on, each.severity) if on else each.on.source))
        rows += [(f"  {name}", _value(option.value), option.source) for name, option in each.options.items()]
    yield from _table(rows)


def _sources(on: Origin, severity: Origin) -> str:
    """Who turned a rule on, and who gave it its severity where that is somebody else."""
    return on.source if severity.source in (on.source, "the rule's default") else f"{on.source}, severity {severity.source}"


def _table(rows: list[tuple[str, str, str]]) -> Iterator[str]:
    first, second = max(len(row[0]) for row in rows), min(44, max(len(row[1]) for row in rows))
    yield from (f"  {name:<{first}}  {value:<{second}}  {source}\n" for name, value, source in rows)


def _value(value: Any) -> str:
    if isinstance(value, Grade):
        return str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_value(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _json(path: str, config: str, excluded: bool, found: Origins) -> str:
    rules = {
        rule: {
            "on": _pair(each.on),
            "severity": _pair(each.severity),
            "options": {key: _pair(option) for key, option in each.options.items()},
        }
        for rule, each in found.rules.items()
    }
    data = {
        "schema": SCHEMA,
        "path": path,
        "config": config or None,
        "excluded": excluded,
        "profile": _pair(found.profile),
        "fail_on": _pair(found.fail_on),
        "about": {key: _pair(origin) for key, origin in found.about.items()},
        **{key: [_pair(each) for each in listed] for key, listed in found.lists.items()},
        "rules": rules,
    }
    return encoded(data, indent=2) + "\n"


def _pair(origin: Origin) -> dict[str, Any]:
    value = origin.value
    return {
        "value": str(value) if isinstance(value, Grade) else dict(value) if isinstance(value, Mapping) else value,
        "from": origin.source,
    }
