"""The areas in which a candidate looks: the packs of the rules, in the words of a teacher."""

from __future__ import annotations

from udl_lint.named import Named


class Area(Named):
    """An area: its pack, and the question to put to a plan, by language; `concrete` is what evidence of level 2 looks like."""

    name: str
    en: str
    es: str
    concrete: str


_AREAS = (
    Area(
        "structure",
        "Does each goal say what students will do, and does the plan fit its time?",
        "¿Dice cada meta qué harán los estudiantes, y cabe el plan en su tiempo?",
        "a goal with an action that one can see or hear, and that leaves the product open",
    ),
    Area(
        "representation",
        "Is there more than one way to take in the new idea?",
        "¿Hay más de una manera de recibir la idea nueva?",
        "the idea is met in a second way, with a model, an object or a picture, at a named step",
    ),
    Area(
        "expression",
        "Is there more than one way to answer and to show what was learned?",
        "¿Hay más de una manera de responder y de mostrar lo aprendido?",
        "the task that counts names two or more forms of an answer",
    ),
    Area(
        "engagement",
        "Is there a choice, talk with a partner, a tie to students' lives?",
        "¿Hay elección, conversación en pareja, un lazo con la vida de los estudiantes?",
        "a choice or a talk stands in a step, with what students choose or say",
    ),
    Area(
        "language",
        "Do students get the words and sentences that the task asks of them?",
        "¿Reciben los estudiantes las palabras y frases que la tarea les pide?",
        "a sentence starter, a word met with a picture or a gesture, at the task that needs it",
    ),
    Area(
        "readability",
        "Can the students of this grade read what they are given?",
        "¿Pueden leer los estudiantes de este grado lo que se les da?",
        "directions in short steps, one action each, at the level of the grade",
    ),
    Area(
        "home-technology",
        "Can homework be done without a fast connection or a device?",
        "¿Se puede hacer la tarea en casa sin buena conexión ni aparato?",
        "an equal way on paper stands beside each task that needs a device",
    ),
    Area(
        "materials",
        "Can the materials be used by those who do not see or hear them?",
        "¿Pueden usar los materiales quienes no los ven o no los oyen?",
        "words for each picture, captions for each video, a header for each table",
    ),
    Area(
        "equity",
        "Do the words hold a group down, or is help kept from some?",
        "¿Rebajan las palabras a un grupo, o se niega la ayuda a algunos?",
        "help is open to all who want it, with the same goal, and is named where it is used",
    ),
    Area(
        "support",
        "Is there a check on the way, and a next step for those who are not there yet?",
        "¿Hay una revisión en el camino y un siguiente paso para quien aún no llega?",
        "what is checked, when, and who does what next",
    ),
    Area(
        "family",
        "Can every family take part, in its own language and with what it knows?",
        "¿Puede participar cada familia, en su lengua y con lo que sabe?",
        "a task or a message that any adult at home can take part in, and that is heard in class",
    ),
)
AREAS = {area.name: area for area in _AREAS}
"""By name, in the order in which they are shown."""
