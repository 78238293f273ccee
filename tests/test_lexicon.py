"""Words, phrases and mentions: what is found stands where it is said to stand, and is as firm as the sentence makes it."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from udl_lint import stored_words
from udl_lint.lexicon import GAP, WORD, Lexicon, Match, Words, count_words, fold
from udl_lint.packs import load_ruleset
from udl_lint.phrases import compile_phrases, expand
from udl_lint.readers import read
from udl_lint.reading.mentions import Mention, Mentions
from udl_lint.reading.notice import TIED_WORDS, notice
from udl_lint.reading.weakened import NEGATION_REACH
from udl_lint.source import Source

CUES = load_ruleset().cues

# Words

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["word", "___", "don’t", "3.5", "p. 4", "e.g.", " ", ", ", ". ", "; ", "…", "\n\n", "\n", "-", "ñandú", "_", "¿"])
    ).map("".join),
)


@given(TEXTS)
@settings(max_examples=300)
@example("Dr. Mora, p. 4: don’t — 3.5 ___ (¿ya?)")
def test_words_stand_where_they_say(text: str) -> None:
    words = Words(text)
    assert len(words) == len(words.start) == len(words.end) == len(words.gap) == count_words(text)
    last = 0
    for word, start, end, gap in zip(words.word, words.start, words.end, words.gap, strict=True):
        assert last <= start < end <= len(text)
        assert WORD.fullmatch(text[start:end])
        assert word == fold(text[start:end])
        assert not re.search(r"[^\W_]", text[last:start])
        assert gap in (0, 1, 2)
        last = end
    assert not re.search(r"[^\W_]", text[last:])
    assert words.gap[:1] in ([], [0])


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("one two", [0, 0]),
        ("one-two", [0, 0]),
        ("one, two (three): four", [0, 1, 1, 1]),
        ("one. Two", [0, 2]),
        ("one? Two! ¿Three; four", [0, 2, 2, 2]),
        ("one\ntwo\n\nthree", [0, 0, 2]),
        ("3.5 metres", [0, 0, 0]),
        ("Dr. Mora", [0, 0]),
        ("p. 4 and e.g. maps", [0, 0, 0, 0, 0, 0]),
        ("one – two - three", [0, 1, 1]),
    ],
)
def test_what_parts_two_words(text: str, gaps: list[int]) -> None:
    assert Words(text).gap == gaps


@given(st.from_regex(r"[a-záéíóúüñ]{1,8}", fullmatch=True))
def test_case_and_accents_do_not_count(word: str) -> None:
    assert fold(word) == fold(word.upper()) == fold(word.title()) == fold(fold(word))
    assert fold(word).isascii()


# Phrases


@pytest.mark.parametrize(
    ("phrase", "language", "sequences"),
    [
        ("sentence frame*", "en", {("sentence", "frame*")}),
        ("Word Bank", "en", {("word", "bank")}),
        ("turn-and-talk", "en", {("turn", "and", "talk")}),
        ("(a|b c) d", "en", {("a", "d"), ("b", "c", "d")}),
        ("(a|b)? d", "en", {("a", "d"), ("b", "d"), ("d",)}),
        ("choose~", "en", {(form,) for form in ("choose", "chooses", "choosing", "chose", "chosen", "choosed")}),
        (
            "(draw|try)~ it",
            "en",
            {(form, "it") for form in ("draw", "draws", "drew", "drawn", "drawing", "drawed", "try", "tries", "tried", "trying")},
        ),
        ("maps?", "en", {("maps",), ("map",)}),
        ("# words", "en", {("#", "words")}),
        ("<students> write", "en", {("<students>", "write")}),
        ("___ because ___", "en", {("___", "because", "___")}),
        ("if … then", "en", {("if", "…", "then")}),
        ("según sea necesario", "es", {("segun", "sea", "necesario")}),
        ("dibuj*", "es", {("dibuj*",)}),
        ("don't know", "en", {("don't", "know")}),
    ],
)
def test_what_a_phrase_stands_for(phrase: str, language: str, sequences: set[tuple[str, ...]]) -> None:
    assert set(expand(phrase, language)) == sequences


@pytest.mark.parametrize("phrase", ["", "(a|b", "a)b(", "… a", "a …", "-", "?"])
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|word"):
        list(expand(phrase, "en"))


LETTERS = ("ab", "ac", "b", "c", "d")
ELEMENTS = st.one_of(
    st.sampled_from(LETTERS),
    st.sampled_from(["a*", "(b|c d)", "(b|c)?", "#", "<k>", "abs?", "(b|c)~"]),
)
PHRASES = st.lists(ELEMENTS, min_size=1, max_size=3).map(" ".join).filter(lambda phrase: phrase.replace("(b|c)?", "").strip() != "")
GAPPED = st.builds(lambda left, right: f"{left} … {right}", st.sampled_from(LETTERS), PHRASES)
SENTENCES = st.lists(st.sampled_from([*LETTERS, "x", "7", "k", ".", ",", "bs"]), max_size=14).map(" ".join)


def lexicon_of(*phrases: str, traps: Sequence[str] = ()) -> Lexicon:
    return Lexicon(compile_phrases({"c": {"en": list(phrases), "not": {"en": list(traps)}}}, {"k": {"en": ["k", "d"]}}))


def stands(sequence: tuple[str, ...], words: Words, at: int, fresh: bool) -> Iterator[int]:
    """Where a sequence of elements that begins at a word ends, found the slow way. `fresh`: nothing comes before."""
    if not sequence:
        yield at
        return
    element, rest = sequence[0], sequence[1:]
    if element == "…":
        for skip in range(GAP):
            if at + skip >= len(words) or words.gap[at + skip] == 2:
                return
            # A `…` may pass a comma; the word after it follows whatever is skipped.
            yield from stands(rest, words, at + skip, True)
        return
    if at >= len(words) or (not fresh and words.gap[at] != 0):
        return
    word = words.word[at]
    fits = (
        word.startswith(element[:-1])
        if element.endswith("*")
        else word[0].isdigit()
        if element == "#"
        else word in ("k", "d")
        if element == "<k>"
        else word == element
    )
    if fits:
        yield from stands(rest, words, at + 1, False)


@given(st.lists(st.one_of(PHRASES, GAPPED), min_size=1, max_size=3), SENTENCES)
@settings(max_examples=500)
@example(["ab … d"], "ab x x x x x x x d")
@example(["b (b|c)? d"], "b b c d")
def test_the_automaton_finds_what_a_slow_search_finds(phrases: list[str], text: str) -> None:
    words = Words(text)
    slow = {
        (start, end)
        for phrase in phrases
        for sequence in expand(phrase, "en")
        for start in range(len(words))
        for end in stands(sequence, words, start, True)
    }
    fast = lexicon_of(*phrases).match(words, "en")
    assert {(match.first, match.last) for match in fast} <= slow
    # Of places that overlap the longest is kept, so that each place found is one of those or lies on one.
    assert all(any(match.first < end and start < match.last for match in fast) for start, end in slow)
    assert all(
        match.last - match.first >= end - start
        for start, end in slow
        for match in fast
        if (start, end) == (match.first, match.last) or (match.first <= start and end <= match.last)
    )
    places = [(match.first, match.last) for match in fast]
    assert places == sorted(places)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


@given(PHRASES, PHRASES, SENTENCES)
def test_a_trap_takes_out_what_it_touches_and_nothing_else(phrase: str, trap: str, text: str) -> None:
    words = Words(text)
    free = lexicon_of(phrase).match(words, "en")
    caught = lexicon_of(phrase, traps=[trap]).match(words, "en")
    traps = {(start, end) for sequence in expand(trap, "en") for start in range(len(words)) for end in stands(sequence, words, start, True)}

    def touched(match: Match) -> bool:
        return any(start < match.last and match.first < end for start, end in traps)

    assert not any(touched(match) for match in caught)
    assert [match for match in free if not touched(match)] == [match for match in caught if match in free]


def test_a_concept_is_spoken_of_wherever_one_that_implies_it_is() -> None:
    concepts: dict[str, dict[str, Any]] = {
        "frame": {"en": ["sentence frame~"], "weak": {"en": ["frame~"]}, "not": {"en": ["picture frame~"]}, "implies": ["words"]},
        "words": {"en": ["word bank~"], "implies": ["help", "frame"]},
        "help": {"es": ["ayuda"]},
    }
    lexicon = Lexicon(compile_phrases(concepts, {}))
    found = {
        text: [(m.concept, m.weak) for m in lexicon.match(Words(text), "en")] for text in ("a sentence frame", "frames", "picture frames")
    }
    both = ("frame", "help", "words")  # who implies the other is implied by it, too
    assert found["a sentence frame"] == [(concept, False) for concept in both]
    assert found["frames"] == [(concept, True) for concept in both]
    assert found["picture frames"] == []
    assert [m.concept for m in lexicon.match(Words("word bank"), "en")] == ["frame", "help", "words"]


def test_languages_are_kept_apart() -> None:
    lexicon = Lexicon(compile_phrases({"c": {"en": ["read"], "es": ["red"]}}, {}))
    found = {language: len(lexicon.match(Words("read red"), language)) for language in ("en", "es", "other", "unknown")}
    assert found == {"en": 1, "es": 1, "other": 0, "unknown": 2}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("choose 1 of 3", "en", True),
        ("choose one of three", "en", True),
        ("choose 11 of 3", "en", False),
        ("elige 2", "es", True),
        ("elige 2", "en", False),
        ("2 it now", "en", False),  # “dos” is a two in Spanish only, and no form of “do” anywhere
    ],
)
def test_a_number_in_digits_is_also_its_word(text: str, language: str, found: bool) -> None:
    lexicon = Lexicon(compile_phrases({"c": {"en": ["choose one", "do~ it"], "es": ["elige dos"]}}, {}))
    assert bool(lexicon.match(Words(text), language)) is found


@given(st.lists(st.one_of(PHRASES, GAPPED), max_size=4))
def test_an_automaton_comes_back_from_its_bytes(phrases: list[str]) -> None:
    for automaton in compile_phrases({"c": {"en": phrases, "kind": "act"}}, {"k": {"en": ["k", "d*"]}}).values():
        assert stored_words.read(stored_words.written(automaton)) == automaton


@given(st.lists(st.one_of(PHRASES, GAPPED), max_size=4), st.data())
def test_bytes_that_are_no_whole_automaton_are_refused(phrases: list[str], data: st.DataObject) -> None:
    written = stored_words.written(compile_phrases({"c": {"en": phrases}}, {})["en"])
    size = 8 + int.from_bytes(written[:8], "little")
    with pytest.raises(ValueError, match=r"."):
        stored_words.read(written[: data.draw(st.integers(0, size - 1))])


def test_the_same_phrases_are_the_same_bytes_in_another_process() -> None:
    program = (
        "from udl_lint.phrases import compile_phrases; from udl_lint.stored_words import written; import sys;"
        "made = compile_phrases({'c': {'en': ['choose~ … (a|the) topic', 'read <people>']}}, {'people': {'en': ['she', 'he']}});"
        "sys.stdout.write(written(made['en']).hex())"
    )
    made = {
        subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "2")
    }
    assert len(made) == 1


def test_every_built_in_phrase_can_be_found() -> None:
    """No phrase is beyond reach, as one whose own words are a trap of its concept would be."""
    data = load_ruleset().lexicon_data
    lexicon = Lexicon(compile_phrases(data["concepts"], data["classes"]))
    members = {
        name: {language: next(iter(words.get(language, ())), "") for language in ("en", "es")} for name, words in data["classes"].items()
    }
    lost = []
    for concept, entry in data["concepts"].items():
        for language in ("en", "es"):
            for phrase in entry.get(language) or ():
                forms = [
                    [
                        members[part[1:-1]][language].rstrip("*~") if part[0] == "<" else "7" if part == "#" else part.rstrip("*")
                        for part in sequence
                        if part != "…"
                    ]
                    for sequence in islice(expand(phrase, language), 100)
                ]
                texts = [Words(" ".join(spoken)) for spoken in forms if all(spoken)]
                if texts and not any(match.concept == concept for text in texts for match in lexicon.match(text, language)):
                    lost.append((concept, phrase))
    assert lost == []


# Mentions

OWN = Lexicon(
    compile_phrases(
        {
            "frame": {"en": ["sentence frame*"], "weak": {"en": ["frame*"]}, "not": {"en": ["picture frame*"]}},
            "talk": {"en": ["talk~"]},
            "silence": {"en": ["no talking"]},
            "hedge": {"en": ["as needed", "if possible"]},
            "negation": {"en": ["no", "not", "without"]},
            "placeholder": {"en": ["tbd"]},
        },
        {
            "students": {"en": ["students", "pairs"]},
            "one-student": {"en": ["student"]},
            "teachers": {"en": ["teacher"]},
        },
    )
)


def noticed(text: str, lexicon: Lexicon = OWN) -> tuple[Mentions, Source]:
    source = Source("lesson.md", text)
    return notice(read(source, CUES), lexicon), source


def only(text: str, concept: str = "frame") -> Mention:
    """The one mention of a concept in a line of a procedure."""
    mentions, _ = noticed(f"# A\n\n## Procedure\n\n{text}\n")
    (mention,) = mentions.all(concept)
    return mention


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Write two lines with a sentence frame.", 2),
        ("Sentence frames on cards", 1),
        ("Write two lines with a frame on the card.", 1),
        ("Write two lines with a sentence frame as needed.", 1),
        ("As needed, write two lines with a sentence frame.", 1),
        ("Help as needed. Write two lines with a sentence frame.", 2),
        ("Today we write two lines with no sentence frame.", 0),
        ("Today we write two lines without any sentence frame.", 0),
        ("No pens today, so write with the sentence frame.", 2),
        ("There is no pen. Sentence frames stand on the cards.", 2),
        ("This is not, as many of you think, a sentence frame.", 2),
    ],
)
def test_how_firmly_a_thing_is_said(text: str, strength: int) -> None:
    assert only(text).strength == strength


def test_traps_are_no_mentions() -> None:
    mentions, _ = noticed("# A\n\n## Procedure\n\nHang the picture frame on the wall of the room.\n")
    assert not mentions.all("frame")


def test_a_placeholder_that_is_all_there_is() -> None:
    lexicon = Lexicon(compile_phrases({"note": {"en": ["tbd"]}, "placeholder": {"en": ["tbd"]}}, {}))
    assert [mention.strength for mention in noticed("## Procedure\n\nTBD\n", lexicon)[0].all("note")] == [0]
    assert [mention.strength for mention in noticed("## Procedure\n\nThe place where we meet is TBD.\n", lexicon)[0].all("note")] == [2]


def test_a_phrase_that_holds_its_negation_is_not_undone() -> None:
    assert only("There is no talking at the four tables.", "silence").strength == 2
    assert only("There is no talking at the four tables.", "talk").strength == 0


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Students talk about the map.", "student"),
        ("The teacher talks about the map.", "teacher"),
        ("Each student talks about the map.", "student"),
        ("The teacher walks around while students talk about the map.", "student"),
        ("The teacher talks to students about the map.", "teacher"),
        ("Students read. The class talks about the map.", "unknown"),
        ("Students read, then they talk about the map.", "student"),
        ("Talk about the map.", "unknown"),
        ("Ask students to talk about the map.", "student"),
        ("I talk about the map.", "teacher"),
    ],
)
def test_who_acts(text: str, actor: str) -> None:
    assert only(text, "talk").actor == actor


def test_columns_and_sections_say_who_acts_where_the_sentence_does_not() -> None:
    table = "| Teacher activity | Student activity |\n|--|--|\n| Talk about it | Talk about it |\n"
    text = f"# A\n\n## Procedure\n\n{table}\n## Directions\n\nTalk.\n"
    mentions, _ = noticed(text)
    assert [mention.actor for mention in mentions.all("talk")] == ["teacher", "student", "student"]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Talk about the map.", True),
        ("Read it, then talk about the map.", True),
        ("Read it. Talk about the map.", True),
        ("We sit down for a talk about it.", False),
    ],
)
def test_whether_it_opens_an_instruction(text: str, leads: bool) -> None:
    assert only(text, "talk").leads is leads


FILLER = st.lists(st.sampled_from(["map", "river", "we", "look", "at", "the", "blue", "line"]), max_size=10)
WRAPS = st.sampled_from(["{}", "**{}**", "*{}*", "“{}”", "({})", "[{}](http://x.org)", "<b>{}</b>"])
LEADS = st.sampled_from(["", "- ", "1. ", "> ", "* **Note:** "])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(FILLER, FILLER, WRAPS, LEADS, ENDS, st.booleans())
@settings(max_examples=300)
def test_a_mention_stands_on_its_words(before: list[str], after: list[str], wrap: str, lead: str, end: str, broken: bool) -> None:
    assume(before or after or lead or not wrap.startswith("**"))  # a bold line alone is a heading
    inside = "sentence\nframes" if broken and lead in ("", "> ") and "]" not in wrap else "sentence frames"
    line = lead + " ".join([*before, wrap.format(inside), *after])
    text = f"## Procedure\n\n{line}\n\n## Sentence frames\n\nNone here.\n".replace("\n", end)
    mentions, source = noticed(text)
    found = mentions.all("frame")
    assert [source.slice(mention.span).split() for mention in found] == [["sentence", "frames"], ["Sentence", "frames"]]
    first, heading = found
    assert (first.block, first.role, first.strength) == (
        0,
        "procedure",
        2 if len(before) + len(after) + 2 + ("Note" in lead) >= TIED_WORDS else 1,
    )
    assert (heading.block, heading.strength) == (-1, 1)


@given(st.integers(0, 6), st.sampled_from(["no", "without", "not"]), st.sampled_from([" ", ", "]))
def test_a_negation_reaches_a_few_words_and_no_further(between: int, negation: str, mark: str) -> None:
    words = ["blue"] * between
    text = f"Today we write at the table with pens {negation} {' '.join(words)}{mark if words else ' '}sentence frames on the card."
    assert only(text).strength == (0 if between < NEGATION_REACH else 2)


@given(FILLER, FILLER)
def test_a_hedge_in_another_sentence_changes_nothing(before: list[str], after: list[str]) -> None:
    sentence = "Write two lines with a sentence frame"
    for text in (f"{' '.join(before)} as needed. {sentence}.", f"{sentence}. {' '.join(after)} if possible."):
        assert only(text).strength == 2
    assert only(f"{sentence} {' '.join(after)} if possible.").strength == 1


def test_mentions_come_in_reading_order_and_by_what_is_asked() -> None:
    mentions, _ = noticed(
        "## Procedure\n\nStudents talk with sentence frames on the desk. The teacher talks too.\n\n"
        "## Homework\n\nTalk about the sentence frame.\n"
    )
    assert [mention.concept for mention in mentions.of("frame", "talk")] == ["talk", "frame", "talk", "talk", "frame"]
    assert [mention.actor for mention in mentions.of("talk", by=["teacher"])] == ["teacher"]
    assert [mention.role for mention in mentions.of("talk", roles=["home"])] == ["home"]
    spans = [mention.span for mention in mentions]
    assert spans == sorted(spans)
    assert not mentions.of("unknown concept")


@given(
    st.lists(
        st.sampled_from(["talk", "no", "sentence", "frames", "students", ".", "teacher", "the", "\n\n", "as needed", "TBD", "- "]),
        max_size=30,
    )
)
def test_any_text_is_noticed_in_its_place(pieces: list[str]) -> None:
    mentions, source = noticed("## Procedure\n\n" + " ".join(pieces))
    for mention in mentions:
        words = " ".join(source.slice(mention.span).split())
        if mention.concept == "placeholder":  # a whole block that says nothing yet
            assert "TBD" in words
        else:
            assert re.fullmatch(r"(?i)(sentence\s+)?frames|talk|no\s+talk", words)
        assert mention.strength in (0, 1, 2)
        assert mention.actor in ("student", "teacher", "unknown")
    assert len(mentions.all("talk")) == pieces.count("talk")


def test_mentions_are_the_same_after_a_journey_to_another_process() -> None:
    mentions, _ = noticed(
        "# Owls\n\n## Steps\n\n1. Students talk in pairs with a sentence frame, then talk again.\n2. No talk is needed here.\n"
    )
    there = pickle.loads(pickle.dumps(mentions))
    assert list(there) == list(mentions) != []
    assert [each.strength for each in there.all("talk")] == [2, 2, 0]
