"""What is written in C says what its twin in Python says, and nothing it is given breaks it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from running import ROOT, can_compile, python
from udl_lint import words
from udl_lint.automaton import GAP, Automaton, Place
from udl_lint.lexicon import Words, plain_standing
from udl_lint.named import Named
from udl_lint.packs import load_ruleset
from udl_lint.phrases import compile_phrases
from udl_lint.readers import inline
from udl_lint.readers.durations import plain_has_digit
from udl_lint.readers.languages import _COMMONEST, plain_common_words
from udl_lint.readers.library import ask
from udl_lint.reading.actors import _ARTICLES, _PRONOUNS, plain_actors
from udl_lint.reading.mentions import Actor, Mention
from udl_lint.reading.notice import _Facts, plain_mentions
from udl_lint.source import Span

try:
    from udl_lint import _speedups as quick
except ImportError:
    quick = None  # type: ignore[assignment]

built = pytest.mark.skipif(quick is None, reason="the module in C was not built")
AGAIN = "install the checkout again: python -m pip install -e ."


def test_it_is_there_where_it_can_be_built() -> None:
    if not can_compile():
        pytest.skip("no compiler for C, or no headers of Python")
    assert quick is not None, AGAIN


@built
def test_it_is_built_of_the_source_that_is_here() -> None:
    module, sources = Path(quick.__file__), [*(ROOT / "src" / "speedups").iterdir()]
    if module.parent != ROOT / "src" / "udl_lint":
        pytest.skip("the tests run on an installed copy")
    assert module.stat().st_mtime >= max(source.stat().st_mtime for source in sources), AGAIN


PIECES = st.sampled_from(
    "\n/\n\n/\n \n/|/word/___/_/__/don’t/don't/'/3.5/p. 4/e.g./Dr/ /  /, /./. /; /…/-/--/ - /ñandú/¿/\t/\0/é/İ/²/٣/😀/\u200b/—/ﬁ/ß"
    "/e\u0301/\u0301/\ud83d/\udc00a/\x1c/\x85/\u2028/\u00a0".split("/")
)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
"""Any text that Python can hold, halves of pairs of surrogates among it."""
TEXTS = st.one_of(ANY, st.lists(st.one_of(PIECES, ANY), max_size=20).map("".join))


@built
@given(TEXTS)
@settings(max_examples=500)
def test_a_text_is_cut_alike(text: str) -> None:
    given: Any = ({}, words.fold, words._ABBREVIATIONS)
    assert quick.cut(text, *given) == words.plain_cut(text, *given)


def found(automaton: Automaton, text: str, search: Callable[..., list[str | None]]) -> tuple[list[str | None], dict[str, list[Place]]]:
    cut = Words(text)
    places: dict[str, list[Place]] = {}
    people = search(automaton, cut.word, cut.gap, places)
    return people, places


def in_c(automaton: Automaton, words: list[str], gaps: list[int], places: dict[str, list[Place]]) -> list[str | None]:
    return quick.find(words, automaton.words, gaps, automaton._packed, automaton._ends, GAP, places)


WORDS = st.sampled_from(["a", "b", "c", "cat", "1", "one", "two", "students"])
PHRASES = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from(["ca*", "#", "<people>", "(a|b c)", "(a|b)?", "…", "…"]),
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
SPOKEN = st.lists(st.one_of(WORDS, st.sampled_from([",", ".", ";"])), max_size=40).map(" ".join)


@built
@given(st.lists(PHRASES, min_size=1, max_size=8), st.lists(SPOKEN, min_size=1, max_size=4))
@settings(max_examples=400)
def test_phrases_are_found_alike(phrases: list[str], texts: list[str]) -> None:
    concepts = {
        f"c{number % 3}": {"en": phrases[number::3], "weak": {"en": phrases[:1]}, "not": {"en": phrases[1:2]}} for number in range(3)
    }
    try:
        data = compile_phrases(concepts, {"people": {"en": ["students", "c*"]}})["en"]
    except ValueError:
        assume(False)  # no phrase of the phrase language
    for text in texts:
        assert found(Automaton(data, "en"), text, in_c) == found(Automaton(data, "en"), text, Automaton.plain_run)


@built
@pytest.mark.parametrize("path", sorted((ROOT / "sample_lessons").rglob("*.*")), ids=lambda path: path.name)
def test_the_lexicon_s_phrases_are_found_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for language in ("en", "es"):
        automaton = Automaton(load_ruleset().automata[language], language)
        assert found(automaton, text, in_c) == found(automaton, text, Automaton.plain_run)


PLACES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9), st.booleans()).map(lambda place: (place[0], place[0] + place[1], place[2])),
    max_size=20,
)


@built
@given(PLACES, PLACES)
@settings(max_examples=500)
def test_the_same_places_stand(places: list[Place], traps: list[Place]) -> None:
    before = list(places)
    assert quick.standing(places, traps) == plain_standing(list(places), traps)
    assert places == before


NAMES = ["students", "teacher", "they", "you", "i", "can", "each", "the", "to", "for", "will", "who", "read"]


@built
@given(st.data(), st.sampled_from(["student", "teacher", "unknown"]))
@settings(max_examples=400)
def test_the_same_people_act(data: st.DataObject, default: str) -> None:
    word = data.draw(st.lists(st.sampled_from(NAMES), max_size=20))
    size = len(word)
    gaps = data.draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))
    people = data.draw(st.lists(st.sampled_from([None, None, "students", "one-student", "teachers"]), min_size=size, max_size=size))
    first = data.draw(st.integers(0, size))
    last = data.draw(st.integers(first, size))
    given = (word, gaps, people, first, last, default, _PRONOUNS, _ARTICLES)
    assert quick.actors(*given) == plain_actors(*given)  # type: ignore[arg-type]


SIGNS = "* ** _ __ ___ ~ ~~ a b é “ [ ] ( ) ![ ]( < > & &amp; ; ! ` 1 <br> \\ \0 😀".split()
ENDS = "](x.png) ](/a?b=c#d) ](https://ex.org) ](http://a.b/c_d~e,f) ](//x/y) ](#t) ](?) ](a:b) ](HTTP://a) ](http://a:80/) ](http://-/)"
MORE_ENDS = "](<x>) ](http://a..b/) ](mailto:a@b.c) ](javascript:x) ](a%20b) ](é)"
SPACES = [" ", "\n", "  \n", "\\\n", "\t", "\u00a0", '](x "t")']
MARKDOWN = st.lists(st.sampled_from([*SIGNS, *ENDS.split(), *MORE_ENDS.split(), *SPACES]), max_size=14).map("".join)


@built
@given(MARKDOWN, st.sampled_from([{}, {"A": {"href": "x", "title": ""}, "B C": {"href": "y", "title": ""}}]))
@settings(max_examples=1500)
def test_inline_markdown_is_seen_as_the_library_sees_it(content: str, references: dict[str, Any]) -> None:
    simple = quick.see(content, bool(references))
    seen = ask(content, references)
    if isinstance(simple, str):
        assert simple is content
        assert seen == (content, [], [], [], seen.breaks)
    elif simple is not None:
        visible, links, images, breaks = simple
        assert (visible, breaks, seen.tags) == (seen.visible, seen.breaks, [])
        assert [inline.SeenLink(*link, False) for link in links] == seen.links
        assert [inline.SeenImage(*image, "") for image in images] == seen.images


@built
@pytest.mark.parametrize(
    "content", ["plain", "**bold** and *soft*", "[a map](https://example.org/map)", "![A map](map.png)", "one\\\ntwo", "5 < 6 & 7"]
)
def test_what_teachers_write_most_is_seen_without_the_library(content: str) -> None:
    assert quick.see(content, False) is not None


@built
@given(st.data())
def test_mentions_are_made_alike(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 12))
    word = data.draw(st.lists(st.sampled_from(["then", "write", "draw"]), min_size=size, max_size=size))
    starts = list(range(0, 3 * size, 3))
    numbers = st.lists(st.integers(0, 2), min_size=size, max_size=size)
    cut = (word, starts, [start + 2 for start in starts], data.draw(numbers))
    acting: list[Actor] = data.draw(st.sampled_from([[], ["student"] * size]))
    facts = [
        _Facts(number, block, "procedure", "unknown", acting, 0, 5, strength, Span(1, 2) if block < 0 and number else None)
        for number, block, strength in data.draw(
            st.tuples(*[st.tuples(st.just(n), st.integers(-1, 3), st.integers(0, 2)) for n in range(3)])
        )
    ]
    places = [(at, at + 1, weak) for at, weak in data.draw(st.lists(st.tuples(st.integers(0, size - 1), st.booleans()), max_size=6))]
    some = st.sets(st.integers(0, size))
    undone = data.draw(st.dictionaries(st.integers(0, size), st.sampled_from([1, size, sys.maxsize])))
    text: Any = (*cut, data.draw(numbers), facts, undone, data.draw(some), frozenset(("then",)), Mention, Span)
    given = ("concept", places, data.draw(some), text)
    made = quick.mentions(*given)
    assert made == plain_mentions(*given)
    assert all(type(mention) is Mention and type(mention.span) is Span for mention in made)


class Slow(Named):
    """As `Named` makes it without C."""

    first: int
    second: str = "b"


@built
@pytest.mark.parametrize(
    ("given", "named"), [((1, "c"), {}), ((1,), {}), ((1,), {"second": "c"}), ((), {"first": 2}), ((), {"second": "c", "first": 2})]
)
def test_values_are_made_alike(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    made = Slow(*given, **named)
    assert made == Slow.__new__(Slow, *given, **named)
    assert type(made) is Slow


@built
@pytest.mark.parametrize(("given", "named"), [((), {}), ((1, "c", 3), {}), ((1,), {"third": 3}), ((1,), {"first": 1})])
def test_values_that_cannot_be_made_are_refused_alike(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as quickly:
        Slow(*given, **named)
    with pytest.raises(TypeError) as plainly:
        Slow.__new__(Slow, *given, **named)
    assert str(quickly.value) == str(plainly.value)


FIRST = ((), (0,), None, b"\0\0\0\0\1\0\0\0\0\0\0\0")
"""A word with which phrases begin that stand in the first node."""


@built
@given(st.one_of(ANY, st.text(st.characters(categories=["L", "Nd", "No", "Nl"]), max_size=3)))
@settings(max_examples=300)
def test_a_digit_is_seen_alike(text: str) -> None:
    assert quick.has_digit(text) == plain_has_digit(text)


LATIN = st.sampled_from(
    "the THE Él él ÉL ñ a A the, \u00a0 \x1c \n \t İ ΑΣ ας K é\u0301 ʼn þ Þ × ÷ estudiantes estudiantesestudiantes ⁿ 中文".split(" ")
)


@built
@given(
    st.lists(st.one_of(LATIN, ANY, st.sampled_from([" ", "  "])), max_size=20).map(" ".join),
    st.sampled_from(
        [frozenset(), _COMMONEST, frozenset(("a", "A", "él", "ας", "estudiantesestudiantes", "中文", "þ")), frozenset(map(str, range(900)))]
    ),
)
@settings(max_examples=500)
def test_common_words_are_the_same(text: str, known: frozenset[str]) -> None:
    assert quick.common_words(text, known) == plain_common_words(text, known)


@built
@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("has_digit", (1,)),
        ("common_words", (b"a", frozenset())),
        ("common_words", ("a", {"a"})),
        ("cut", (1, {}, str, frozenset())),
        ("cut", ("one. two", {}, lambda word: 1 / 0, frozenset())),
        ("cut", ("one. two", {"one": "one", "two": "two"}, str, 5)),
        ("find", (["a"], {"a": 1}, [0], b"", (), 8, {})),
        ("find", (["a"], {}, [0], b"", (), 8, {})),
        ("find", ([[]], {}, [0], b"", (), 8, {})),
        ("find", (["a"], {"a": ((), (), None, b"1234567")}, [0], b"", (), 8, {})),
        ("find", (["a"], {"a": ((), (), None, b"\xff" * 8)}, [0], b"", (), 8, {})),
        ("find", (["a"], {"a": ((), (), None, bytes(8))}, [], b"", (), 8, {})),
        ("find", ([], {}, [], "text", (), sys.maxsize, {})),
        ("find", ([], {}, [], b"", (), 1 << 99, {})),
        ("find", (["a"], {"a": FIRST}, [0], b"", (), 8, {})),
        ("find", (["a"], {"a": FIRST}, [0], b"\xff" * 40, (), 8, {})),
        ("find", (["a"], {"a": FIRST}, [0], b"\xff\xff\xff\xff\1" + bytes(19), (), 8, {})),
        ("find", (["a"], {"a": FIRST}, ["x"], b"", (), 8, {})),
        ("standing", ([1], [])),
        ("standing", ([("a", 2, True)], [])),
        ("standing", ([], (1, 2))),
        ("actors", (["a"], [0], [None], 0, 2, "unknown", frozenset(), frozenset())),
        ("actors", (["a"], [0], [None], -1, 1, "unknown", frozenset(), frozenset())),
        ("actors", (["a"], [0], [], 0, 1, "unknown", frozenset(), frozenset())),
        ("actors", ([1], [0], ["teachers"], 0, 1, "unknown", set(), frozenset())),
        ("see", (b"x", False)),
        ("mentions", ("c", [1], set(), ([], [], [], [], [], [], {}, set(), frozenset(), Mention, Span))),
        ("mentions", ("c", [(5, 6, False)], set(), (["a"], [0], [1], [0], [0], [], {}, set(), frozenset(), Mention, Span))),
        ("mentions", ("c", [(0, 1, False)], set(), (["a"], [0], [1], [0], [0], [(1,)], {}, set(), frozenset(), Mention, Span))),
        ("mentions", ("c", [], set(), ([], [], [], [], [], [], {}, set(), frozenset(), 1, Span))),
        ("mentions", ("c", [], {}, ([], [], [], [], [], [], {}, set(), frozenset(), Mention, Span))),
        ("mentions", ("c", [], set(), ())),
        ("mentions", ()),
        ("quicken", (int,)),
        ("quicken", (5,)),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, given: tuple[Any, ...]) -> None:
    with pytest.raises((TypeError, ValueError, LookupError, ArithmeticError)):
        getattr(quick, name)(*given)


@built
def test_nothing_is_kept_of_what_was_asked() -> None:
    import gc

    automaton = Automaton(load_ruleset().automata["en"], "en")
    cut = Words("Choose one of three ways, draw it or tell me in your own words. Then write two sentences with the word bank.")
    part = _Facts(0, 0, "procedure", "unknown", ["student"] * 3, 0, 5, 2, None)
    heading = _Facts(1, -1, "procedure", "unknown", [], 0, 5, 1, Span(1, 2))
    places = [(0, 1, True), (1, 2, False), (2, 3, False)]

    def speak(negation: Any) -> list[Mention]:
        said = (["then", "write", "draw"], [0, 5, 9], [4, 8, 12], [0, 0, 1], [0, 1, 0], [part, heading])
        return quick.mentions("concept", places, {2}, (*said, {0: negation}, {1}, frozenset(("then",)), Mention, Span))

    def once() -> None:
        in_c(automaton, cut.word, cut.gap, {})
        speak(9)
        for wrong in (
            lambda: speak(None),
            lambda: in_c(automaton, [*cut.word[1:], []], cut.gap, {}),  # type: ignore[list-item]
            lambda: quick.cut("one. two", {"one": "one"}, lambda word: str(1 // 0), frozenset()),
            lambda: Slow(1, "c", 3),  # type: ignore[call-arg]
        ):
            with pytest.raises((TypeError, ZeroDivisionError)):
                wrong()
        quick.cut("one, two: 3.5 Dr. ___", {"one": "one"}, lambda word: word.lower(), words._ABBREVIATIONS)
        quick.see("a **b** [c](d) ![e](f)  \n", False)
        quick.see("`a` [b](c)", False)
        quick.common_words("the, The THE estudiantes x", _COMMONEST)
        quick.common_words("the, The THE", frozenset(("the", "THE", "estudiantesestudiantes")))
        quick.standing([(0, 2, False), (1, 3, True), (1, 2, False)], [(9, 10, False)])
        quick.actors(["they", "i", "read"], [0, 0, 0], ["students", None, None], 0, 3, "unknown", _PRONOUNS, _ARTICLES)
        Slow(1, "c")
        Slow(1, second="c")

    for _ in range(100):  # until Python has what it keeps for itself
        once()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(2000):
        once()
    gc.collect()
    # One thing kept of each time would be 2000.
    assert sys.getallocatedblocks() - before < 1000


def test_without_it_the_report_is_the_same() -> None:
    program = (
        "import sys; sys.modules.update({'udl_lint._speedups': None} if sys.argv.pop(1) == 'plain' else {});"
        "from udl_lint.entry import main; main(sys.argv[1:])"
    )
    command = ["check", "--no-cache", "--workers", "1", "--format", "json", "--profile", "strict", "sample_lessons"]
    reports = [python(program, how, *command, folder=ROOT) for how in ("plain", "quick")]
    assert reports[0].stdout == reports[1].stdout
    assert reports[0].stdout.count(b'"rule"') > 10
    assert reports[0].stderr == reports[1].stderr
