"""Which question to reflect on: one that fits what a candidate has changed."""

from __future__ import annotations

from collections.abc import Collection

from udl_lint.practice.comparing import Comparison
from udl_lint.practice.exercise import Exercise, Prompt

_OPEN = {
    "en": "Which line did you leave as it was, and who would notice on Tuesday?",
    "es": "¿Qué línea dejaste como estaba, y quién lo notaría el martes?",
}
_CUT = {
    "en": "You took “{words}” out. Who used it, and what do they have now?",
    "es": "Quitaste “{words}”. ¿Quién lo usaba, y qué tiene ahora?",
}
_ANY = {
    "en": "Which student would notice what you changed, and how would you know?",
    "es": "¿Qué estudiante notaría lo que cambiaste, y cómo lo sabrías tú?",
}


def prompt_for(exercise: Exercise, comparison: Comparison, answered: Collection[str] = ()) -> Prompt:
    """The question that fits best: what was cut away, what was resolved, what is still open. `answered` are topics done with."""
    language = "es" if exercise.language == "es" else "en"
    if comparison.cut and "cut" not in answered:
        return Prompt("cut", _CUT[language].format(words=comparison.cut[0]))
    changed = [*comparison.resolved, *comparison.unseen]
    topics = [entry.id for entry in changed] + [entry.area for entry in changed]
    for prompt in exercise.reflection:
        if prompt.when in topics and prompt.when not in answered:
            return prompt
    if comparison.still_open and "open" not in answered:
        return Prompt("open", _OPEN[language])
    return Prompt("any", _ANY[language])
