"""What pydantic refuses, in the words of a person who writes YAML, with the line to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from udl_lint.errors import PackError
from udl_lint.wording import did_you_mean, fill, shown
from udl_lint.written import Place, Written

_SAID: Mapping[str, str] = {
    "missing": "`{key}` is missing.",
    "extra_forbidden": "unknown key `{key}`.",
    "literal_error": "`{key}` is {input}, not {expected}.",
    "string_type": "`{key}` must be a text.",
    "list_type": "`{key}` must be a list.",
    "tuple_type": "`{key}` must be a list.",
    "dict_type": "`{key}` must be a mapping of keys to values.",
    "model_type": "`{key}` must be a mapping of keys to values.",
    "string_too_short": "`{key}` is empty.",
    "string_too_long": "`{key}` is longer than {max_length} characters.",
    "too_short": "`{key}` needs {min_length} or more; it has {actual_length}.",
    "bool_type": "`{key}` must be true or false.",
    "bool_parsing": "`{key}` must be true or false.",
    "int_parsing": "`{key}` is {input}, not a whole number.",
    "float_parsing": "`{key}` is {input}, not a number.",
    "string_pattern_mismatch": "`{key}` is {input}; it needs {form}.",
}
"""Pydantic's error types in the words of a person who writes YAML."""


def refusal(
    error: ValidationError, written: Written, place: Place, forms: Mapping[str, str], shape: type[BaseModel] | None = None
) -> PackError:
    """The first thing to mend, at its line; a misspelt key comes before the key that is then missing.

    `place` is where the refused data stands in the file, `forms` says patterns in words, `shape` knows the keys for a hint.
    """
    problems = error.errors(include_url=False)
    first = next((each for each in problems if each["type"] == "extra_forbidden"), problems[0])
    way = tuple(step for step in first["loc"] if step != "[key]")
    key = next((step for step in reversed(way) if isinstance(step, str) and (*place, *way[: way.index(step) + 1]) in written.lines), None)
    named = way[-1] if first["type"] in ("missing", "extra_forbidden") and way else key or (place[-1] if place else "the file")
    facts = {"key": str(named), "input": repr(shown(first["input"])), **first.get("ctx", {})}
    facts["form"] = forms.get(str(facts.get("pattern")), "another form")
    message = _SAID.get(first["type"], "`{key}`: " + first["msg"].replace("{", "(").replace("}", ")") + ".")
    known = _keys_at(shape, way) if shape is not None else []
    hint = did_you_mean(str(named), known) if first["type"] == "extra_forbidden" else ""
    return written.wrong(fill(message, facts), (*place, *way), hint)


def _keys(shape: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in shape.model_fields.items()]


def _keys_at(shape: type[BaseModel], way: Place) -> list[str]:
    """The keys that a shape takes at the mapping in which a way ends."""
    for step in way[:-1]:
        field = next((field for name, field in shape.model_fields.items() if step == (field.alias or name)), None)
        inner = [each for each in _parts(field.annotation) if isinstance(each, type) and issubclass(each, BaseModel)] if field else []
        shape = inner[0] if inner else shape
    return _keys(shape)


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
