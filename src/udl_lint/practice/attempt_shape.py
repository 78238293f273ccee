"""The shape of one line of an attempts file, `udl-lint/attempt/1`; `data/attempt.schema.json` is made from it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SCHEMA = "udl-lint/attempt/1"
CODE = r"^[A-Za-z-]{0,19}[0-9][A-Za-z0-9-]{0,19}$"
"""A code that an instructor hands out: it holds a digit, so that a name is none."""
Word = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9-]*$")]
Rule = Annotated[str, StringConstraints(max_length=120, pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
Said = Annotated[str, StringConstraints(max_length=500)]
Line = Annotated[int, Field(ge=1, le=1_000_000)]
Sure = Annotated[int, Field(ge=1, le=5)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MarkShape(_Shape):
    """A mark that was made before the tool spoke."""

    lines: tuple[Line, Line] | None
    area: Word
    confidence: Sure
    learner: Word = ""
    note: Said = ""


class SeenShape(_Shape):
    """A key entry, and how it was seen."""

    entry: Word
    area: Word
    seen: Literal["hit", "near", "miss"]
    confidence: Sure | None = None


class AlarmShape(_Shape):
    """A mark for which the key has nothing."""

    area: Word
    lines: tuple[Line, Line] | None
    kind: Literal["distractor", "tool", "other"]
    confidence: Sure


class StateShape(_Shape):
    """A key entry after a revision; `unseen` means that only a person can judge it."""

    entry: Word
    area: Word
    state: Literal["resolved", "open", "unseen"]


class AttemptShape(_Shape):
    """One step of a candidate. What a step does not need is left out."""

    schema_: Literal["udl-lint/attempt/1"] = Field(alias="schema")
    number: Annotated[int, Field(ge=1)] = Field(description="Counts the lines of a folder from 1")
    before: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the line before, without its line end; zeros for the first"
    )
    at: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")] = Field(description="When, in UTC")
    code: Annotated[str, StringConstraints(pattern=r"^$|" + CODE)] = Field(description="The only identity; handed out by the instructor")
    exercise: Word
    lesson: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{0,12}$")] = Field(default="", description="Of which text, as a hash")
    round: Annotated[int, Field(ge=1)] = Field(default=1, description="Counts from 1; a reset begins a new one")
    step: Literal["start", "predict", "check", "revise", "reflect", "hint", "explain", "reset", "code"]
    marks: list[MarkShape] = Field(default=[])
    key: list[SeenShape] = Field(default=[])
    alarms: list[AlarmShape] = Field(default=[])
    states: list[StateShape] = Field(default=[])
    new: list[Rule] = Field(default=[], description="Rules that speak after the revision and did not before")
    cut: Annotated[int, Field(ge=0)] = Field(default=0, description="Phrases that must stay and were cut away")
    done: bool = False
    topic: Word = ""
    prompt: Said = ""
    text: Said = Field(default="", description="One sentence by the candidate")


def schema() -> dict[str, object]:
    """The JSON Schema of a line."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **AttemptShape.model_json_schema(by_alias=True)}
