"""Small lessons written as teachers write them, one for each way in which a plan can show its parts, with how they are to be read."""

from __future__ import annotations

from typing import NamedTuple


class Shown(NamedTuple):
    """A lesson and its reading: facts as `title, grade, minutes, subject` (None where unknown), and a line for each section."""

    text: str
    facts: tuple[str | None, str | None, int | None, str | None]
    sections: tuple[str, ...]


LESSONS: dict[str, Shown] = {
    "number signs": Shown(
        """\
# Why leaves turn yellow

**Grade:** 4
**Subject:** Science
**Time:** 45 minutes

## Learning Objectives
- Students will explain why a leaf loses its green.

## Materials
- Leaves, coffee filters, alcohol

## Procedure

### Warm-up (5 min)
Look at two leaves with your partner.

### Explore (25 min)
1. Tear the leaf.
2. Put it in the cup.

### Closing – 10 min
Draw what you saw.

## Assessment
Exit ticket: one sentence and one drawing.

## Differentiation
- Word bank on every table.

## Homework
Tell someone at home what you saw.

## Teacher notes
Open the windows.
""",
        ("Why leaves turn yellow", "4", 45, "Science"),
        (
            "other | Why leaves turn yellow",
            "goals | Learning Objectives",
            "materials | Materials",
            "procedure class | Procedure",
            "procedure class 5 | Warm-up (5 min)",
            "procedure class 25 | Explore (25 min)",
            "procedure class 10 | Closing – 10 min",
            "assessment | Assessment",
            "supports | Differentiation",
            "home home | Homework",
            "notes teacher | Teacher notes",
        ),
    ),
    "underlined headings, in Spanish": Shown(
        """\
La lluvia y el río
==================

Grado: 3.º · Duración: 50 minutos

Objetivo
--------
Los estudiantes podrán describir el camino del agua.

Materiales
----------
Vasos, arena, mapas

Inicio (10 minutos)
-------------------
¿Qué saben del río?

Desarrollo (30 minutos)
-----------------------
1. Observen el mapa.

Cierre (10 minutos)
-------------------
Dibujen el camino del agua.

Tarea
-----
Pregunta a un adulto por el río de antes.
""",
        ("La lluvia y el río", "3", 50, None),
        (
            "other | La lluvia y el río",
            "goals | Objetivo",
            "materials | Materiales",
            "procedure class 10 | Inicio (10 minutos)",
            "procedure class 30 | Desarrollo (30 minutos)",
            "procedure class 10 | Cierre (10 minutos)",
            "home home | Tarea",
        ),
    ),
    "bold lines": Shown(
        """\
**Measuring shadows**

Grade 5, two 45-minute class periods

**Objective**
Students will measure a shadow at three times of day.

**Materials**

- Chalk
- String

**Procedure:**

1. Mark the shadow (10 min).
2. Measure it.

**Exit ticket**

Write one number and one word.
""",
        ("Measuring shadows", "5", 90, None),
        (
            "other | Measuring shadows",
            "goals | Objective",
            "materials | Materials",
            "procedure class | Procedure",
            "assessment | Exit ticket",
        ),
    ),
    "labels with values": Shown(
        """\
# Coins and change

**Grade Level:** 2
**Duration:** 30–40 minutes

**Objective:** Students will make 50 cents in three ways.

**Materials:** coins, dice

**Warm-up:** Name the coins.

**Homework:** Count the coins in a jar.
- with an older person
- or alone
""",
        ("Coins and change", "2", 40, None),
        (
            "other | Coins and change",
            "goals | Objective",
            "materials | Materials",
            "procedure class | Warm-up",
            "home home | Homework",
        ),
    ),
    "bare label lines, as a document is exported": Shown(
        """\
Lesson 3: The water on our street

Grade 6
65-minute block

Learning Targets

I can explain where the water goes.

Materials

Map of the street, one for each pair

Agenda

1. Opening

A. Look at the photo (5 minutes)

2. Work Time

A. Walk the street (35 minutes)

B. Draw the way of the water (20 minutes)

3. Homework

Ask a neighbor where the water stood last year.

Supports for learners

Sketch with the words already in it.
""",
        ("Lesson 3: The water on our street", "6", 65, None),
        (
            "goals | Learning Targets",
            "materials | Materials",
            "procedure class | Agenda",
            "procedure class | Opening",
            "procedure class | Work Time",
            "home home | Homework",
            "supports | Supports for learners",
        ),
    ),
    "a list with bold leads": Shown(
        """\
# Solving for x

- **Objective:** Solve one-step equations.
- **Procedure**
  - Think of a number with your partner.
  - Write it as an equation.
- **Homework:** Three equations from your own week.
""",
        ("Solving for x", None, None, None),
        (
            "other | Solving for x",
            "goals | Objective",
            "procedure class | Procedure",
            "home home | Homework",
        ),
    ),
    "headings of HTML": Shown(
        """\
<h1>Night animals</h1>
<p>Grade 1, 30 minutes</p>
<h2>Objectives</h2>
<ul><li>Name three animals of the night.</li></ul>
<h2>Directions for students</h2>
<p>Close your eyes. Listen.</p>
<h2>Answer key</h2>
<p>Owl, bat, fox</p>
""",
        ("Night animals", "1", 30, None),
        (
            "other | Night animals",
            "goals | Objectives",
            "student student | Directions for students",
            "answers teacher | Answer key",
        ),
    ),
    "rows of a table": Shown(
        """\
| Lesson title | Bread and yeast |
|---|---|
| Grade level | 7 |
| Subject | Science |
| Time | 50 min |
| Objectives | Students will explain what yeast does. |
| Materials | Flour, yeast, sugar |
| Procedure | Mix, wait, measure, and tell your partner what you see. |
| Homework | None |
""",
        ("Bread and yeast", "7", 50, "Science"),
        (
            "goals | Objectives",
            "materials | Materials",
            "procedure class | Procedure",
            "home home | Homework",
        ),
    ),
    "columns of a table": Shown(
        """\
# Simple machines

Grade 3

## Lesson sequence

| Time | Teacher activity | Student activity |
|------|------------------|------------------|
| 5 min | Shows a ramp | Guess with a partner |
| 20 min | Walks around | Build a ramp |
""",
        ("Simple machines", "3", None, None),
        ("other | Simple machines", "procedure class | Lesson sequence"),
    ),
    "columns of a table, in Spanish": Shown(
        """\
# Máquinas simples

Grado: 4

| Momento | Actividades | Tiempo |
|---|---|---|
| Inicio | Observen la rampa. | 10 minutos |
| Desarrollo | Construyan una rampa en parejas. | 30 minutos |
| Cierre | Cuenten qué pasó. | 10 minutos |
""",
        ("Máquinas simples", "4", None, None),
        (
            "other | Máquinas simples",
            "procedure class | Inicio",
            "procedure class | Desarrollo",
            "procedure class | Cierre",
        ),
    ),
    "panels and folded parts": Shown(
        """\
# Sorting cards

## Lesson activities

1. Sort the cards in pairs.

{panel type="teaching"}

# Teaching observations

Some pairs will compare each card with every other.

{panel end}

2. Count the comparisons.

<details><summary>Answer key</summary>

Ten comparisons.

</details>

Tell another pair how you did it.

!!! note "For families"
    The cards are in the library.

## Lesson reflection

What was the fewest?
""",
        ("Sorting cards", None, None, None),
        (
            "other | Sorting cards",
            "procedure class | Lesson activities",
            "notes teacher | Teaching observations",
            "answers teacher | Answer key",
            "procedure class | Lesson reflection",
        ),
    ),
    "headings without a space": Shown(
        """\
#Rocks that float

##Objectives

Explain why pumice floats.

##Your task

Put each rock in the water.
""",
        ("Rocks that float", None, None, None),
        ("other | Rocks that float", "goals | Objectives", "student student | Your task"),
    ),
    "a title that begins like a part": Shown(
        """\
# Family Recipes

Grade 4, two 45-minute class periods

## Goals

Students will write a recipe with steps.

## Homework

1. Read a recipe for 20 minutes.
2. Tell someone which step is the hardest.
""",
        ("Family Recipes", "4", 90, None),
        ("other | Family Recipes", "goals | Goals", "home home | Homework"),
    ),
    "a title that begins like a part, in Spanish": Shown(
        """\
# Materiales de todos los días

Grado: 4

## Objetivo

Los estudiantes podrán clasificar materiales por su uso.

## Instrucciones para los estudiantes

Toca cada objeto. Escribe de qué está hecho.

## Apoyos para estudiantes recién llegados

Tarjetas con imágenes
""",
        ("Materiales de todos los días", "4", None, None),
        (
            "other | Materiales de todos los días",
            "goals | Objetivo",
            "student student | Instrucciones para los estudiantes",
            "supports | Apoyos para estudiantes recién llegados",
        ),
    ),
    "parts without a known name among the steps": Shown(
        """\
---
title: Keeping a cup warm
grade: 5
duration: 60 minutes
---

## Starter (5 minutes)

Touch both cups.

## The cups

1. Wrap one cup in wool.

## Reading the thermometer (20 minutes)

Every two minutes, one of the pair reads and one writes.

## Plenary

Which cup would you take on a walk?

## Where the wool came from

A farm near the school.
""",
        ("Keeping a cup warm", "5", 60, None),
        (
            "procedure class 5 | Starter (5 minutes)",
            "procedure class | The cups",
            "procedure class 20 | Reading the thermometer (20 minutes)",
            "procedure class | Plenary",
            "other | Where the wool came from",
        ),
    ),
    "times under the headings": Shown(
        """\
# Loops in a dance

Grades 6–8 | 1 hour

## Introduction

Time: 10 minutes

Clap the rhythm.

## Activity

[25–30 minutes]

- Write the dance as a loop.

## Step 2: Share

5 min

Show another group.
""",
        ("Loops in a dance", "6–8", 60, None),
        (
            "other | Loops in a dance",
            "procedure class 10 | Introduction",
            "procedure class 25–30 | Activity",
            "procedure class 5 | Step 2: Share",
        ),
    ),
}
