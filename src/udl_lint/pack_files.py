"""The shapes of what people write in a pack: rule files, word lists, standards, profiles. The only place that knows pydantic here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, make_dataclass
from functools import partial
from typing import Annotated, Any, Literal, TypeVar, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from udl_lint.checks import CHECKS, check_class, check_keys, hold_to_keys
from udl_lint.checks.looks import Check
from udl_lint.errors import PackError
from udl_lint.finding import Severity
from udl_lint.refusals import refusal
from udl_lint.written import Place, Written

NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
OPTION = r"^[a-z][a-z0-9_]*$"
NUMBER = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"
LINK = r"^https?://\S+$"
ONE_LINE = r"^[^\r\n]+$"
FORMS: Mapping[str, str] = {
    ONE_LINE: "one line",
    f"^{NAME}$": "small letters, digits and hyphens",
    f"^{NAME}/{NAME}$": "the form pack/name, in small letters, digits and hyphens",
    OPTION: "small letters, digits and _",
    NUMBER: "letters, digits, points and hyphens",
    LINK: "a link that begins with https://",
}
"""The patterns of this module in words."""

ShapeType = TypeVar("ShapeType", bound="Shape")


def _truth(value: Any) -> Any:
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def plain_value(value: Any) -> Any:
    """An option as it was written, as a value: a text that looks like a number or a truth is one, for no type is declared."""
    if isinstance(value, list):
        return [plain_value(each) for each in value]
    if isinstance(value, dict):
        return {key: plain_value(each) for key, each in value.items()}
    if not isinstance(value, str):
        return value
    digits = value.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 16:
        return int(value)
    whole, dot, rest = digits.partition(".")
    if dot and f"{whole}{rest}".isascii() and whole.isdigit() and rest.isdigit() and len(digits) < 16:
        return float(value)
    return _truth(value)


Truth = Annotated[bool, BeforeValidator(_truth)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=ONE_LINE, strip_whitespace=True)]
Question = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\r\n]*$", strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=ONE_LINE, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(pattern=f"^{NAME}$")]
Link = Annotated[str, StringConstraints(pattern=LINK)]
Value = Annotated[bool | int | float | str | list[Any] | dict[str, Any], BeforeValidator(plain_value)]


class Shape(BaseModel):
    """What all files have in common: unknown keys are refused and nothing is bent into another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class OptionShape(Shape):
    """A knob of a rule."""

    default: Value = Field(description="What holds when the configuration says nothing")
    about: Line = Field(description="What the knob means, with its unit")


class ExampleShape(Shape):
    """A lesson, or a part of one, with what the rule underlines in it. Examples are the rule's tests and its documentation."""

    title: Line = Field(description="What the example shows, in a few words")
    lesson: Annotated[str, StringConstraints(min_length=1)] = Field(description="The lesson's text")
    flags: list[Text] = Field(default=[], description="The exact texts underlined; none means that the rule stays silent")
    reviews: list[Text] = Field(default=[], description="The exact texts that a person is asked to look at")
    grade: Line | None = Field(default=None, description="Stands for the configuration's grade")
    format: Literal["markdown", "yaml"] = "markdown"
    trap: Truth = Field(default=False, description="A look-alike from real lessons on which the rule must stay silent")


class RuleShape(Shape):
    """A rule of udl-lint: what, why, who, how, proof, knobs, machine, examples."""

    id: Annotated[str, StringConstraints(pattern=f"^{NAME}/{NAME}$")] = Field(description="`pack/name`: the path of the file without .yaml")
    title: Line = Field(description="The problem, named so that “allow NAME” reads well")
    severity: Severity
    standards: list[Text] = Field(default=[], description="What asks for it, as in rules/standards.yaml: `udl:4.2`")
    message: Line = Field(description="One sentence; {names} are filled by the check or by an option")
    review: Question = Field(default="", description="The question that a person should ask when the evidence is not clear")
    found: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\r\n]*$", strip_whitespace=True)] = Field(
        default="", description="What the rule is glad to find, as it is called in a report: “a choice for students”"
    )
    why: Text = Field(description="What happens to a student otherwise")
    affects: Text = Field(description="Who meets the barrier")
    how_to_fix: Line = Field(description="One thing to do, in 18 words or fewer")
    sources: list[Text] = Field(min_length=1, description="Where this is known from")
    scope: Literal["lesson", "unit"] = Field(
        default="lesson", description="unit: `check --unit` judges it once, over all lessons of a unit"
    )
    options: dict[Annotated[str, StringConstraints(pattern=OPTION)], OptionShape] = Field(default={}, description="Knobs")
    check: dict[str, Any] = Field(description="The way of looking: `kind`, and the keys of that kind")
    examples: list[ExampleShape] = Field(min_length=3, description="At least one flagged and two silent, one of them a trap")


class ByLanguage(Shape):
    """Phrases by language."""

    en: list[Phrase] = []
    es: list[Phrase] = []


class ConceptShape(Shape):
    """A named list of phrases that speak of one thing, with the look-alikes that do not."""

    about: Line | None = None
    en: list[Phrase] = []
    es: list[Phrase] = []
    weak: ByLanguage = ByLanguage()
    not_: ByLanguage = Field(default=ByLanguage(), alias="not")
    implies: list[Name] = []
    """Concepts that are spoken of wherever this one is."""
    kind: Literal["act"] | None = None
    """`act`: something that a class does. None of it happens where the plan says what a text tells."""


class WordsShape(ByLanguage):
    """A class of words that phrases name in pointed brackets: `<student>`."""

    about: Line | None = None


class LexiconShape(Shape):
    """A file of concepts around one theme."""

    about: Text
    classes: dict[Name, WordsShape] = {}
    concepts: dict[Name, ConceptShape] = {}


class StandardShape(Shape):
    """One numbered entry of a standard."""

    title: Line
    link: Link | None = None


class StandardsShape(Shape):
    """A framework that rules may cite."""

    about: Line
    link: Link | None = None
    entries: dict[Annotated[str, StringConstraints(pattern=NUMBER)], StandardShape] = Field(min_length=1)


class ProfileShape(Shape):
    """A named choice of rules. `rules` holds what a configuration's `rules` may hold, by rule or by pack."""

    about: Line
    extends: Name | None = None
    fail_on: Literal["error", "warning", "suggestion", "never"] | None = None
    only: list[Text] = Field(default=[], description="The packs and rules that it is about; all of them when empty")
    rules: dict[str, str | dict[str, Any]] = {}


def read_shape(shape: type[ShapeType], written: Written, place: Place = (), data: Any = None) -> ShapeType:
    """What a file holds at a place, held to its shape; raises PackError with the line and a hint."""
    try:
        return shape.model_validate(written.data if data is None else data)
    except ValidationError as error:
        raise refusal(error, written, place, FORMS, shape) from None


def read_check(
    mapping: Mapping[str, Any], written: Written, place: Place, kinds: Mapping[str, str] = CHECKS
) -> tuple[Check, dict[str, Any]]:
    """The check that a rule file describes, and its mapping as plain values; raises PackError at the key that is wrong.

    Texts become what the fields of the check's class ask for. The mapping builds an equal check without pydantic.
    """
    kind = mapping.get("kind")
    if not isinstance(kind, str):
        raise written.wrong("`check` needs a `kind`.", place, f"The kinds are {', '.join(sorted(kinds))}.")
    values = {key: value for key, value in mapping.items() if key != "kind"}
    try:
        found = check_class(kind, kinds)
    except PackError as error:
        raise written.wrong(error.message, (*place, "kind"), error.hint) from error
    try:
        hold_to_keys(found, kind, values)
    except PackError as error:
        unknown = [key for key in values if key not in check_keys(found)]
        raise written.wrong(error.message, (*place, *unknown[:1]), error.hint) from error
    adapter = TypeAdapter(_fields_of(found))
    try:
        fitting = adapter.validate_python(values)
    except ValidationError as error:
        raise refusal(error, written, place, FORMS) from None
    plain = adapter.dump_python(fitting, mode="json")
    return found(**{key: getattr(fitting, key) for key in values}), {"kind": kind, **{key: plain[key] for key in values}}


def _fields_of(found: type[Check]) -> type[Any]:
    """A dataclass of a check's fields, which pydantic knows how to hold values to."""
    types = get_type_hints(found)
    needed = [(key, types[key]) for key, needed in check_keys(found).items() if needed]
    others = [
        (key, types[key], field(default_factory=partial(getattr, found, key))) for key, needed in check_keys(found).items() if not needed
    ]
    return make_dataclass(found.__name__, [*needed, *others])


def rule_schema() -> dict[str, Any]:
    """The JSON Schema of a rule file, as it ships in `data/rule.schema.json`."""
    schema = RuleShape.model_json_schema(by_alias=True)
    schema["properties"]["check"] = {
        "type": "object",
        "description": schema["properties"]["check"]["description"],
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "additionalProperties": True,
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "A rule of udl-lint"}
