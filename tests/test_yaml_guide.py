"""The guide to YAML lessons and the schema that ships say what the reader does."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from udl_lint.readers.cues import Cues
from udl_lint.readers.draft import Draft, DraftBlock, DraftHeading
from udl_lint.readers.markdown import draft_view
from udl_lint.readers.yaml import read_yaml
from udl_lint.source import Source

ROOT = Path(__file__).parents[1]
CUES = Cues.from_data(yaml.safe_load((ROOT / "rules/lexicon/cues.yaml").read_text(encoding="utf-8")))
SCHEMA = json.loads((ROOT / "src/udl_lint/data/lesson.schema.json").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs/yaml-lessons.md").read_text(encoding="utf-8")
EXAMPLE = GUIDE.split("```yaml\n")[1].split("```")[0]


def drafted(text: str) -> Draft:
    return read_yaml(Source("lesson.yaml", text), CUES, draft_view)


def headings(draft: Draft, level: int) -> list[str]:
    return [part.text for part in draft.parts if isinstance(part, DraftHeading) and part.level == level]


def blocks(draft: Draft) -> list[tuple[str, str, str]]:
    """Label, audience and text of each block."""
    return [(part.label, part.audience, part.prose) for part in draft.parts if isinstance(part, DraftBlock)]


def test_the_example_of_the_guide_is_valid_and_is_read() -> None:
    jsonschema.validate(yaml.safe_load(EXAMPLE), SCHEMA)
    draft = drafted(EXAMPLE)
    assert draft.troubles == []
    assert {fact.label: fact.value for fact in draft.facts} == {
        "title": "Shadows through the day", "grade": "3", "subject": "Science", "minutes": "50",
    }  # fmt: skip
    roles = {CUES.role(heading) for heading in headings(draft, 1)}
    assert roles == {"goals", "standards", "vocabulary", "materials", "procedure", "assessment", "supports", "home", "family", "notes"}
    assert headings(draft, 2)[:3] == ["Warm up", "Measure", "Look back"]
    assert ("teacher", "teacher", "Model the first measurement and think aloud.") in blocks(draft)
    assert [draft.source.slice(permit.span) for permit in draft.permits] == [f"# {permit.text}" for permit in draft.permits]
    assert len(draft.permits) == 1


def test_the_schema_is_sound_and_explains_every_name() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for properties in (SCHEMA["properties"], SCHEMA["$defs"]["step"]["properties"]):
        assert all(len(shape["description"]) > 10 for shape in properties.values())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": ["not", "a", "text"]}, SCHEMA)


NAMED_IN_GUIDE = {word for row in GUIDE.split("\n") if row.startswith("| ") for word in row.split("`")[1::2]}


@pytest.mark.parametrize("name", sorted(NAMED_IN_GUIDE | set(SCHEMA["properties"])))
def test_the_reader_understands_every_name(name: str) -> None:
    steps = SCHEMA["properties"].get(name, {}).get("$ref") == "#/$defs/steps"
    value = "\n- name: Start\n  text: Look up.\n" if steps else " Four words stand here\n"
    draft = drafted(f"{name}:{value}")
    if draft.facts:
        assert CUES.fact(draft.facts[0].label)
        assert draft.parts == []
    else:
        assert CUES.role(headings(draft, 1)[0])
        assert blocks(draft) == [("text", "unknown", "Look up.") if steps else ("", "unknown", "Four words stand here")]


@pytest.mark.parametrize("name", sorted(SCHEMA["$defs"]["step"]["properties"]))
def test_the_reader_understands_every_name_of_a_step(name: str) -> None:
    draft = drafted(f"steps:\n- {name}: Two words\n  other: Here is a text.\n")
    who = {"teacher": "teacher", "docente": "teacher", "students": "student", "estudiantes": "student"}.get(name, "unknown")
    if name in ("name", "nombre"):
        assert headings(draft, 2) == ["Two words"]
    elif name in ("minutes", "minutos", "text", "texto") or who != "unknown":
        assert (name, who, "Two words") in blocks(draft)
        assert (CUES.fact(name) == "minutes") == name.startswith("minut")
    else:
        assert name in headings(draft, 3)
        assert CUES.role(name) not in (None, "procedure")
