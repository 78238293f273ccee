"""A lesson in Markdown and the same lesson in YAML: the linter says the same about both."""

from __future__ import annotations

import re

import pytest

from udl_lint.linter import Linter, applied
from udl_lint.packs import load_ruleset
from udl_lint.reading import Reading
from udl_lint.source import Source

RULESET = load_ruleset()
LINTER = Linter(RULESET)

TWINS: dict[str, tuple[str, str]] = {
    "a plain plan with faults": (
        """\
# Volcanoes and their shapes

**Grade:** 6
**Subject:** Science
**Time:** 50 minutes

## Objectives

- Students will understand volcanoes.

## Procedure

1. Read pages 40–43 of the textbook.
2. Write five sentences about the three shapes.

## Homework

- Watch the 12-minute YouTube clip on lava and answer questions 1–5.
- Research one volcano on the internet and bring five facts.

## Supports

Accommodations as needed. Extra help for ELLs.
""",
        """\
title: Volcanoes and their shapes
grade: 6
subject: Science
time: 50 minutes
objectives:
  - Students will understand volcanoes.
procedure:
  - Read pages 40–43 of the textbook.
  - Write five sentences about the three shapes.
homework:
  - Watch the 12-minute YouTube clip on lava and answer questions 1–5.
  - Research one volcano on the internet and bring five facts.
supports: Accommodations as needed. Extra help for ELLs.
""",
    ),
    "a plan that has it all": (
        """\
---
title: Shadows through the day
grade: 3
minutes: 50
---

## Objectives

- Students will explain why a shadow changes its length between morning and noon.

## Materials

- Chalk and a meter stick for every pair
- Shadow card with pictures, in English and Spanish

## Steps

### Warm up (8 minutes)

Tell your partner where you saw your shadow on your own way to school. Draw it or say it.

### Measure (27 minutes)

The teacher models the first measurement and thinks aloud. Pairs trace a shadow, measure it and say the number.

### Look back (15 minutes)

Pairs put the cards in order and explain the order to another pair with the frame “The shadow is ___ because the sun is ___.”

## Assessment

Choose one way to show the two shadows with a reason: write it, say it, or act it out.

## Differentiation

Sentence frames on the card for everyone; partners may talk in any language first.
Students who are not there yet measure one more shadow with me. Students who finish early predict the shadow at three o'clock.

## Homework

None
""",
        """\
title: Shadows through the day
grade: 3
minutes: 50
objectives:
  - Students will explain why a shadow changes its length between morning and noon.
materials:
  - Chalk and a meter stick for every pair
  - Shadow card with pictures, in English and Spanish
steps:
  - name: Warm up
    minutes: 8
    text: Tell your partner where you saw your shadow on your own way to school. Draw it or say it.
  - name: Measure
    minutes: 27
    text: The teacher models the first measurement and thinks aloud. Pairs trace a shadow, measure it and say the number.
  - name: Look back
    minutes: 15
    text: >-
      Pairs put the cards in order and explain the order to another pair with the frame
      “The shadow is ___ because the sun is ___.”
assessment: "Choose one way to show the two shadows with a reason: write it, say it, or act it out."
differentiation: >-
  Sentence frames on the card for everyone; partners may talk in any language first.
  Students who are not there yet measure one more shadow with me. Students who finish early predict the shadow at three o'clock.
homework: None
""",
    ),
    "in Spanish, with steps and times": (
        """\
# El agua de la lluvia

Grado: 4
Duración: 45 minutos

## Objetivo

Los estudiantes podrán explicar a dónde va el agua de la lluvia.

## Materiales

- Una bandeja con arena para cada grupo

## Inicio (10 minutos)

¿Qué saben del agua que cae en la calle? Comenten en parejas.

## Desarrollo (30 minutos)

La maestra explica el ciclo del agua. Los estudiantes copian el esquema del pizarrón.

## Cierre (15 minutos)

Escriban tres oraciones sobre el agua.

## Tarea

Ver el video de YouTube sobre el ciclo del agua y escribir un resumen.

## Adaptaciones

Según sea necesario.
""",
        """\
titulo: El agua de la lluvia
grado: 4
duracion: 45 minutos
objetivo: Los estudiantes podrán explicar a dónde va el agua de la lluvia.
materiales:
  - Una bandeja con arena para cada grupo
Inicio (10 minutos): ¿Qué saben del agua que cae en la calle? Comenten en parejas.
Desarrollo (30 minutos): La maestra explica el ciclo del agua. Los estudiantes copian el esquema del pizarrón.
Cierre (15 minutos): Escriban tres oraciones sobre el agua.
tarea: Ver el video de YouTube sobre el ciclo del agua y escribir un resumen.
adaptaciones: Según sea necesario.
""",
    ),
    "nothing but a task": (
        "## Homework\n\nUpload your video to the class site by midnight.\n",
        "homework: Upload your video to the class site by midnight.\n",
    ),
    "a handout that is hard to read": (
        """\
# The Erie Canal

Grade 4

## Objectives

- Students will describe how the canal changed the towns beside it.

## Student directions

Prior to commencing the investigation, thoroughly examine the accompanying documentation regarding the construction of the canal,
and subsequently formulate a comprehensive explanation that incorporates appropriate terminology from the vocabulary list. Determine
which communities experienced considerable commercial expansion, and substantiate your interpretation with particular evidence that
demonstrates the relationship between transportation and settlement. Afterwards, evaluate the reliability of the statistical
information presented in the accompanying illustration, identify inconsistencies, calculate the approximate percentage, and record the
significant conclusions in your notebook.

## Assessment

Write one paragraph about a town.
""",
        """\
title: The Erie Canal
grade: 4
objectives:
  - Students will describe how the canal changed the towns beside it.
student_directions: >-
  Prior to commencing the investigation, thoroughly examine the accompanying documentation regarding the construction of the canal,
  and subsequently formulate a comprehensive explanation that incorporates appropriate terminology from the vocabulary list. Determine
  which communities experienced considerable commercial expansion, and substantiate your interpretation with particular evidence that
  demonstrates the relationship between transportation and settlement. Afterwards, evaluate the reliability of the statistical
  information presented in the accompanying illustration, identify inconsistencies, calculate the approximate percentage, and record the
  significant conclusions in your notebook.
assessment: Write one paragraph about a town.
""",
    ),
    "links, pictures and a block of Markdown": (
        """\
# Maps of our town

Grade 5

## Objectives

I can find three places on a map.

## Procedure

Look at the map together.

![](map.png)

1. Find the school. For the rest, [click here](https://example.org/map).
2. Draw the way to the library, or tell a partner about it.

## Homework

Read the article at [this link](https://example.org/article) and answer the questions.
""",
        """\
title: Maps of our town
grade: 5
objectives: I can find three places on a map.
procedure: |
  Look at the map together.

  ![](map.png)

  1. Find the school. For the rest, [click here](https://example.org/map).
  2. Draw the way to the library, or tell a partner about it.
homework: |
  Read the article at [this link](https://example.org/article) and answer the questions.
""",
    ),
    "words about students": (
        """\
# Fractions on a line

Grade 4, 60 minutes

## Learning targets

Know fractions.

## Direct instruction (35 minutes)

The teacher lectures on fractions with the same denominator and shows the steps on the board.

## Practice (20 minutes)

Students complete the worksheet alone.

## For the low group

The low kids only do the odd problems. Speak English only at the tables.

## Exit ticket

Solve one problem on paper.
""",
        """\
title: Fractions on a line
grade: 4
time: 60 minutes
learning targets: Know fractions.
Direct instruction (35 minutes): The teacher lectures on fractions with the same denominator and shows the steps on the board.
Practice (20 minutes): Students complete the worksheet alone.
for the low group: The low kids only do the odd problems. Speak English only at the tables.
exit ticket: Solve one problem on paper.
""",
    ),
    "no grade, an empty part and a plan that is too long": (
        """\
# Debate: should the library open on Sunday?

Time: 40 minutes

## Objectives

- Students will argue for one side with two reasons.

## Materials

TBD

## Activities

- Read the two letters aloud with a partner (15 minutes)
- Write two reasons for your side (20 minutes)
- Debate in groups of four (25 minutes)

## Homework

Ask someone at home what they think. Bring the answer on paper, or tell it in class.
""",
        """\
title: "Debate: should the library open on Sunday?"
time: 40 minutes
objectives:
  - Students will argue for one side with two reasons.
materials: TBD
activities:
  - Read the two letters aloud with a partner (15 minutes)
  - Write two reasons for your side (20 minutes)
  - Debate in groups of four (25 minutes)
homework: Ask someone at home what they think. Bring the answer on paper, or tell it in class.
""",
    ),
    "a week of days": (
        """\
---
title: A week with the school garden
grade: 2
---

## Objectives

- Students will measure a plant and say how it has changed.

## Day 1

Plant two beans. Draw the pot.

### Homework

Look for a plant on your street.

## Day 2

Measure the plant with your partner. Say the number aloud.

### Homework

Play the plant game on the tablet for 20 minutes.
""",
        """\
title: A week with the school garden
grade: 2
objectives:
  - Students will measure a plant and say how it has changed.
days:
  - name: Day 1
    text: Plant two beans. Draw the pot.
    homework: Look for a plant on your street.
  - name: Day 2
    text: Measure the plant with your partner. Say the number aloud.
    homework: Play the plant game on the tablet for 20 minutes.
""",
    ),
}

ON = set(RULESET.rules) - {rule for rule, severity in RULESET.profiles["teacher"]["rules"].items() if severity == "off"}
"""The rules of the teacher profile."""
MARKDOWN, YAML = "lesson.md", "lesson.yaml"


def reading(name: str, text: str) -> Reading:
    return LINTER.read(Source(name, text))


def findings(found: Reading) -> list[tuple[str, str, str, str]]:
    """What all rules say, with the words at the place; numbers of lines differ between the twins."""
    report = LINTER.lint(found, [applied(rule) for rule in RULESET.rules.values()])
    assert not report.crashed
    return sorted(
        (each.rule, each.severity, each.verdict, re.sub(r"\bline \d+", "line", each.message).casefold()) for each in report.findings
    )


def evidence(found: Reading) -> set[str]:
    return {each.rule for each in LINTER.lint(found, [applied(rule) for rule in RULESET.rules.values()]).evidence}


@pytest.mark.parametrize("name", TWINS)
def test_twins_have_the_same_findings(name: str) -> None:
    markdown, yaml = (reading(kind, text) for kind, text in zip((MARKDOWN, YAML), TWINS[name], strict=True))
    assert findings(markdown) == findings(yaml)
    assert evidence(markdown) == evidence(yaml)


@pytest.mark.parametrize("name", TWINS)
def test_twins_are_understood_alike(name: str) -> None:
    markdown, yaml = (reading(kind, text) for kind, text in zip((MARKDOWN, YAML), TWINS[name], strict=True))
    facts = [
        tuple(known and known.value for known in (found.lesson.about.title, found.lesson.about.grade, found.lesson.about.minutes))
        for found in (markdown, yaml)
    ]
    assert facts[0] == facts[1] or (name == "nothing but a task" and facts[1][1:] == facts[0][1:])
    roles = [
        [
            (section.role, section.audience, section.setting)
            for section in found.lesson.sections
            if section.blocks and any(block.role != "meta" for block in section.blocks)
        ]
        for found in (markdown, yaml)
    ]
    assert roles[0] == roles[1]
    tasks = [[(item.need, item.route, item.optional, item.submission) for item in found.home_items] for found in (markdown, yaml)]
    assert tasks[0] == tasks[1]
    times = [[(segment.low, segment.high) for segment in found.segments] for found in (markdown, yaml)]
    assert times[0] == times[1]


def test_the_twins_try_many_rules() -> None:
    """A comparison of nothing with nothing proves nothing."""
    spoken = {rule for name in TWINS for rule, *_ in findings(reading(MARKDOWN, TWINS[name][0]))}
    assert len(spoken) >= 15, sorted(spoken)
    problems = [
        {rule for rule, _, verdict, _ in findings(reading(MARKDOWN, markdown)) if verdict == "problem" and rule in ON}
        for markdown, _ in TWINS.values()
    ]
    assert not all(problems), "one plan has no fault"
