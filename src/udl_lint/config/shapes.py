"""The shape of a configuration: one table, to which files are held and from which the JSON Schema is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from udl_lint.errors import ConfigError
from udl_lint.finding import SEVERITIES
from udl_lint.wording import did_you_mean, shown
from udl_lint.written import Place, Written

NAME = "[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class Text:
    """A word or a line: one of the choices, or what the pattern fits, which `form` says in words."""

    about: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    form: str = ""
    between: tuple[int, int] | None = None
    """The least and the greatest number, where it may be one; an editor then takes it for a number, not for a text."""


@dataclass(frozen=True)
class Listed:
    """A list of things of one shape."""

    item: Shape
    about: str = ""
    least: int = 0


@dataclass(frozen=True)
class Record:
    """A mapping with known keys; `others` is the pattern of further keys, which may hold anything."""

    keys: Mapping[str, Shape]
    about: str = ""
    required: tuple[str, ...] = ()
    others: str = ""


@dataclass(frozen=True)
class Named:
    """A mapping from names that only the packs know."""

    names: Text
    value: Shape
    about: str = ""


@dataclass(frozen=True)
class Either:
    """A word, or a mapping that says more."""

    text: Text
    record: Record
    about: str = ""


Shape = Text | Listed | Record | Named | Either

RULE = Either(
    Text(choices=("off", "on", *SEVERITIES)),
    Record({"severity": Text("How serious its findings are", choices=SEVERITIES)}, others="^[a-z][a-z0-9_]*$"),
    "off, on, a severity, or options",
)
RULES = Named(
    Text(pattern=f"^{NAME}(/{NAME})?$", form="the name of a rule (pack/name) or of a pack, in small letters, digits and hyphens"),
    RULE,
    "What holds for a rule or for all rules of a pack",
)
ABOUT = Record(
    {
        "grade": Text("The grade where a plan states none: K, 4, 3-5", between=(1, 12)),
        "subject": Text("The subject where a plan states none"),
        "minutes": Text("Minutes of a class where a plan states none", pattern="^[0-9]+$", form="minutes, such as 45", between=(1, 600)),
        "language": Text("The language where it cannot be told", choices=("en", "es")),
    },
    "What is true of the lessons and does not stand in them",
)
PATHS = Listed(Text(), "Patterns as in .gitignore, from the folder of this file", least=1)
CONFIG = Record(
    {
        "extends": Text("Another configuration in this project, such as ../udl-lint.yaml; or the name of a profile"),
        "profile": Text(
            "Which rules are on: teacher, team, strict, language or materials", pattern=f"^{NAME}$", form="the name of a profile"
        ),
        "packs": Listed(Text(), "More rules: folders in this project (./our-rules) or installed packs by name"),
        "checks": Listed(
            Text(pattern=f"^{NAME}$", form="the name of a kind of check, in small letters, digits and hyphens"),
            "Kinds of check for the rules of packs, from installed packages, by name; their code runs",
        ),
        "exclude": Listed(PATHS.item, f"Files that are no lessons. {PATHS.about}"),
        "units": Listed(PATHS.item, "Folders whose lessons are judged together as a unit, such as units/*. " + PATHS.about),
        "fail_on": Text("From which severity on a run fails", choices=(*SEVERITIES, "never")),
        "about": ABOUT,
        "rules": RULES,
        "overrides": Listed(
            Record({"paths": PATHS, "about": ABOUT, "rules": RULES}, required=("paths",)),
            "What holds for some folders or files only; later ones win",
        ),
    },
    "The configuration of udl-lint: udl-lint.yaml",
)


@dataclass(frozen=True)
class Held:
    """A file that is held to the table."""

    written: Written

    def wrong(self, message: str, place: Place = (), hint: str = "") -> ConfigError:
        """The error to raise for what is wrong at a place."""
        return ConfigError(message, place=self.written.path, line=self.written.line(place), hint=hint)

    def hold(self, shape: Shape, data: Any, place: Place = ()) -> None:
        """Raise ConfigError, with line and hint, for the first thing that has another shape.

        A key with nothing under it is fine where a list or mapping may stand: everything there may be commented out.
        """
        if isinstance(shape, Either):
            self.hold(shape.record if isinstance(data, dict) else shape.text, data, place)
        elif isinstance(shape, Text):
            self._text(shape, data, place)
        elif data == "" and _may_be_empty(shape) and place and isinstance(place[-1], str):
            return
        elif isinstance(shape, Listed):
            if not isinstance(data, list) or len(data) < shape.least:
                hint = f"Write it like this: [{shown(data)}]." if isinstance(data, str) and data else ""
                raise self.wrong(f"{_named(place)} takes a list{' of one or more' if shape.least else ''}.", place, hint)
            for number, item in enumerate(data):
                self.hold(shape.item, item, (*place, number))
        elif not isinstance(data, dict):
            raise self.wrong(f"{_named(place)} takes keys with values under it.", place, "Write each on a line of its own: key: value.")
        else:
            self._mapping(shape, data, place)

    def _mapping(self, shape: Record | Named, data: Mapping[str, Any], place: Place) -> None:
        for key, value in data.items():
            here = (*place, key)
            if isinstance(shape, Named):
                self._text(shape.names, key, here)
                self.hold(shape.value, value, here)
            elif key in shape.keys:
                self.hold(shape.keys[key], value, here)
            elif not (shape.others and re.fullmatch(shape.others, key)):
                raise self.wrong(f"there is no key {shown(key)!r} here.", here, did_you_mean(key, shape.keys))
        for key in shape.required if isinstance(shape, Record) else ():
            if key not in data:
                raise self.wrong(f"{_named(place)} needs {key!r}.", place)

    def _text(self, shape: Text, data: Any, place: Place) -> None:
        if not isinstance(data, str):
            raise self.wrong(f"{_named(place)} takes one word or line, not a {'list' if isinstance(data, list) else 'mapping'}.", place)
        if not data.strip():
            raise self.wrong(f"{_named(place)} has no value.", place)
        if shape.choices and data not in shape.choices:
            raise self.wrong(f"{_named(place)} cannot be {shown(data)!r}.", place, did_you_mean(data, shape.choices))
        if shape.pattern and not re.fullmatch(shape.pattern, data):
            raise self.wrong(f"{shown(data)!r} is not {shape.form}.", place)
        if shape.between and re.fullmatch("-?[0-9]+", data):
            least, greatest = shape.between
            if len(data) > 9 or not least <= int(data) <= greatest:
                raise self.wrong(f"{_named(place)} takes {least} to {greatest}.", place)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a configuration, as it ships in `data/config.schema.json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "udl-lint.yaml", **_schema(CONFIG)}


def _schema(shape: Shape, empty: bool = False) -> dict[str, Any]:
    """The schema of a shape; `empty` if it stands under a key, with nothing after it."""
    about = {"description": shape.about} if shape.about else {}
    if isinstance(shape, Either):
        return {"anyOf": [_schema(shape.text), _schema(shape.record)], **about}
    if isinstance(shape, Text):
        if shape.between:
            limits = {"minimum": shape.between[0], "maximum": shape.between[1]}
            # Where words are fine as well, digits within quotes are a number that the limits could not hold.
            kind_of = {"type": "integer"} if shape.pattern else {"type": ["string", "integer"], "pattern": r"^(?!-?[0-9]+$)[\s\S]*\S"}
            return {**kind_of, **limits, **about}
        rest: dict[str, Any] = {"enum": list(shape.choices)} if shape.choices else {"pattern": shape.pattern or r"\S"}
        return {"type": "string", **rest, **about}
    kind = "array" if isinstance(shape, Listed) else "object"
    head: dict[str, Any] = {"type": [kind, "null"] if empty and _may_be_empty(shape) else kind}
    if isinstance(shape, Listed):
        return {**head, "items": _schema(shape.item), **({"minItems": shape.least} if shape.least else {}), **about}
    if isinstance(shape, Named):
        return {
            **head,
            "propertyNames": {"pattern": shape.names.pattern},
            "additionalProperties": _schema(shape.value, empty=True),
            **about,
        }
    keys = {key: _schema(value, empty=True) for key, value in shape.keys.items()}
    further: dict[str, Any] = {"patternProperties": {shape.others: {}}} if shape.others else {}
    required = {"required": list(shape.required)} if shape.required else {}
    return {**head, "properties": keys, **further, "additionalProperties": False, **required, **about}


def _may_be_empty(shape: Listed | Record | Named) -> bool:
    return not (isinstance(shape, Listed) and shape.least)


def _named(place: Place) -> str:
    """The key that a place is about, as a message names it."""
    keys = [step for step in place if isinstance(step, str)]
    return f"{shown(keys[-1])!r}" if keys else "this file"
