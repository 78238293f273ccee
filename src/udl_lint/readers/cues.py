"""The words by which a heading, a key or a label tells what it is. They live in `rules/lexicon/cues.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, get_args

from udl_lint.lesson import Audience, Role
from udl_lint.named import Named
from udl_lint.patterns import lazy

# Every ASCII letter is mapped, most to themselves: `translate` raises an error inside for each that is not.
_ITSELF = {code: code for code in range(128)}
_MARKUP = _ITSELF | str.maketrans(dict.fromkeys("*_`#~:|<>?¿!¡[]()“”\"'-", " "))
_LEAD = lazy(
    r"^(?:(?:part|step|section|parte|paso)\s+)?(?:\d{1,2}|[ivx]{1,5}|[a-z])\s*[.):–—-]+\s+|^(?:part|step|parte|paso)\s+(?:\d{1,2}|[a-z])\s*[:.–—-]\s*"
)
_STEPS = ("part", "step", "section", "parte", "paso")
_AFTER_NUMBER = frozenset(".):–—-")
_NUMBERS = lazy(r"[\d.,/–—-]")  # one by one: a search for one letter of a class is quick, and spaces are joined afterwards
_COUNTED = frozenset("0123456789.,/–—-")
_PARTED = frozenset(":–—|/(-")
_TO_COLON = _ITSELF | str.maketrans(dict.fromkeys("–—|/(", ":"))
_PLANS = frozenset("lesson leccion day unit module chapter".split())
_JOINING = ("and", "&", "the", "our", "my", "your")
_STEP = lazy(r"(?:step|paso)\s+(?:\d{1,2}|[a-z]|one|two|three|four|five|uno|dos|tres|cuatro|cinco)\b", re.IGNORECASE)
_ALL_OF = frozenset("the all every your our el la los las todos todas cada tu su sus".split())


_REMEMBERED = 1_000
"""Titles, labels and columns whose meaning is kept: the plans of a school use the same ones over and over."""
_NOT_SAID = frozenset(("Mn", "Me", "So", "Sk", "Cf"))
"""Accents, and pictures with the signs that join and colour them: “🎯 Goals” is “Goals”."""


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """A heading or key as it is compared: lower case, no accents, markup or pictures, `_` and `-` as spaces, one space between words."""
    folded = text.translate(_MARKUP).lower()
    if not folded.isascii():
        letters = [c for c in unicodedata.normalize("NFKD", folded) if c.isalnum() or unicodedata.category(c) not in _NOT_SAID]
        folded = "".join(letters).replace("-", " ")
    return " ".join(folded.split())


def _unnumbered(title: str) -> str:
    """A title, in any case of letters, without the number or letter in front of it: “Part 2: Practice”, “a) Opening”."""
    lowered = title.strip().lower()
    head = lowered[:1]
    # A word is no number, and most titles begin with one.
    if (lowered[1:2].isalpha() and head not in "ivx" and not lowered.startswith(_STEPS)) or _AFTER_NUMBER.isdisjoint(lowered[:40]):
        return title  # as it came: what is plain of it is remembered
    return _LEAD.sub("", lowered)


class Cues(Named):
    """Compiled heading cues. `roles` maps a plain phrase to the role; `weak` ones need a section around them to agree."""

    roles: Mapping[str, Role]
    starts: Mapping[str, Role]
    """Phrases that decide when the heading begins with them."""
    facts: Mapping[str, str]
    """Plain labels to the fact they state: title, grade, subject, minutes, language, date, author."""
    audiences: Mapping[str, Audience]
    """Column or heading words that say for whom: `student activity`, `what the teacher does`."""
    home: Sequence[str] = ()
    """Plain phrases in a heading that put the section's tasks outside class."""
    heads: Mapping[str, Role] = {}
    """Nouns that decide as the last word of a short heading: “Session objectives”, “Year 9 course goals”."""
    before: Sequence[str] = ()
    """The words that may stand before such a noun."""
    occasions: Sequence[str] = ()
    """What “for” may name behind a heading: “Objectives for today”."""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Cues:
        """From the mapping in `rules/lexicon/cues.yaml`; raises KeyError or ValueError when it has another shape."""
        roles: dict[str, Role] = {}
        starts: dict[str, Role] = {}
        for role, phrases in data["roles"].items():
            if role not in get_args(Role):
                raise ValueError(f"unknown role {role!r}")
            for phrase in phrases:
                target = starts if phrase.endswith("*") else roles
                target[plain(phrase.rstrip("*"))] = role
        facts = {plain(label): fact for fact, labels in data["facts"].items() for label in labels}
        audiences = {plain(word): who for who, words in data["audiences"].items() for word in words}
        heads = {plain(word): role for role, words in data.get("heads", {}).items() for word in words}
        home, before, occasions = (tuple(plain(word) for word in data.get(name, ())) for name in ("home", "before", "occasions"))
        return cls(roles, starts, facts, audiences, home, heads, before, occasions)

    @cached_property
    def role(self) -> Callable[[str], Role | None]:
        """What a heading says its section is for, or None. Numbering, times and a tail after a colon or dash are ignored."""
        return lru_cache(maxsize=_REMEMBERED)(self._find_role)

    def _find_role(self, title: str) -> Role | None:
        role = self._named_role(title)
        return "procedure" if role == "home" and _is_at_school(plain(title)) else role

    def _named_role(self, title: str) -> Role | None:
        named = _unnumbered(title)
        text = plain(named)
        if text in self.roles:
            return self.roles[text]
        uncounted = _uncounted(text)
        candidates = _candidates(text, uncounted, named)
        for candidate in candidates:
            if candidate in self.roles:
                return self.roles[candidate]
        headed = self._headed(text) or (self._headed(uncounted) if uncounted != text else None)
        if headed:
            return headed
        for candidate in candidates:
            start = self.start(candidate)
            if start:
                return self.starts[start]
        return self._people_role(text)

    def _headed(self, text: str) -> Role | None:
        """The role that the last noun of a plain text gives it, where nothing but usual words stands around it."""
        if " for " not in text and text[text.rfind(" ") + 1 :] not in self.heads:
            return None
        words = text.split()
        if "for" in words:
            at = words.index("for")
            if words[-1] in self.occasions and not set(words[at + 1 : -1]).difference(self.before, ("the", "this", "today", "s")):
                words = words[:at]
        role = self.heads.get(words[-1]) if words else None
        return None if role is None or set(words[:-1]).difference(self.before, self.heads, _JOINING) else role

    def start(self, text: str) -> str | None:
        """The longest phrase that decides by a beginning with which a plain text begins."""
        lengths = self._lengths.get(text.partition(" ")[0])
        if lengths is None:
            return None
        words = text.split(" ", lengths[0])
        for length in lengths:
            head = " ".join(words[:length])
            if head in self.starts:
                return head
        return None

    @cached_property
    def _lengths(self) -> Mapping[str, Sequence[int]]:
        """How many words the phrases have that decide by a beginning, the longest first, by the word that they begin with."""
        found: dict[str, set[int]] = {}
        for phrase in self.starts:
            found.setdefault(phrase.split(" ", 1)[0], set()).add(phrase.count(" ") + 1)
        return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}

    def is_step(self, title: str) -> bool:
        """Whether a heading numbers one step of many: “Step 1: Open the box”, “Paso 2”."""
        start = title.strip()
        return start[:4].lower() in ("step", "paso") and _STEP.match(start) is not None

    def people_role(self, title: str) -> Role | None:
        """The role of a heading that says for whom it is: “Supports for learners” is one of supports. None for any other."""
        return self._people_role(plain(_unnumbered(title)))

    def _people_role(self, text: str) -> Role | None:
        found = _for_people(text)
        if found is None:
            return None
        what, named = found
        people = self._people(named)
        role = self.roles.get(what) or self.starts.get(what)
        if people is None or role is None:
            return None
        return "notes" if people == "teacher" and role == "student" else role

    def _people(self, words: str) -> Audience | None:
        """Who is meant by the words after “for”, None where they name no people."""
        for word in (f"for {words}", *words.split()):
            who = self.audiences.get(word) or self.audiences.get(word.removesuffix("s"))
            if who:
                return who
        return None

    def fact(self, label: str) -> str | None:
        """Which fact a label states, or None. Of “Subject/Grade” the one that says more about the lesson."""
        text = plain(label)
        if text in self.facts or ("/" not in text and "&" not in text):
            return self.facts.get(text)
        named = [self.facts.get(part.strip()) for part in text.replace("&", "/").split("/")]
        return next((fact for fact in _FACTS if fact in named), None)

    def audience(self, title: str, whole: bool = False) -> Audience:
        """For whom a column (or, with `whole`, a heading by all its words) says its text is."""
        return self._audience(title, whole)

    @cached_property
    def _audience(self) -> Callable[[str, bool], Audience]:
        return lru_cache(maxsize=_REMEMBERED)(self._find_audience)

    def _find_audience(self, title: str, whole: bool) -> Audience:
        text = plain(title)
        if text in self.audiences:
            return self.audiences[text]
        if whole:
            found = _for_people(text)
            # Supports for students are written for teachers; directions, notes and what has no role are for those they name.
            about_people = found and (self.roles.get(found[0]) or self.starts.get(found[0])) not in (None, "student", "notes")
            return "unknown" if found is None or about_people else self._people(found[1]) or "unknown"
        for phrase, who in self.audiences.items():
            if text.startswith(phrase + " ") or text.endswith(" " + phrase):
                return who
        return "unknown"

    @cached_property
    def is_home(self) -> Callable[[str], bool]:
        """Whether a heading puts its tasks outside class."""
        return lru_cache(maxsize=_REMEMBERED)(self._find_home)

    def _find_home(self, title: str) -> bool:
        text = plain(title)
        if self._home_words.isdisjoint(text.split()):
            return False
        return any(map(f" {text} ".__contains__, self._home_phrases)) and not _is_at_school(text)

    @cached_property
    def _home_words(self) -> frozenset[str]:
        """The words that such phrases begin with: most headings have none of them."""
        return frozenset(phrase.partition(" ")[0] for phrase in self.home)

    @cached_property
    def _home_phrases(self) -> tuple[str, ...]:
        return tuple(f" {phrase} " for phrase in self.home)


_TIME = lazy(r"\d\d*\s*(?:[-–—]|to)?\s*\d*\s*(?:min|mins|minutes|minutos|hours?|hrs?|horas?)\b\.?\s*[\])]?")
"""One digit leads, so that the search leaps from digit to digit."""
_HOMEWORK = frozenset(("homework", "hw", "tarea", "tareas", "deberes"))
_AT_SCHOOL = frozenset(
    "review check checking collect collection discuss discussion correct correction corrections debrief revision correccion revisar".split()
)
_FACTS = ("grade", "minutes", "subject")
_NEARLY = ("~", "about", "approx.", "approx")


def _is_at_school(text: str) -> bool:
    """Whether a plain heading speaks of what class does with homework: “Homework review”, “Tarea en clase”."""
    words = text.split()
    told = "in class" in text or "en clase" in text or "go over" in text or not _AT_SCHOOL.isdisjoint(words)
    return "take home message" in text or (told and not _HOMEWORK.isdisjoint(words))


def _candidates(text: str, uncounted: str, title: str) -> list[str]:
    """The whole plain heading, then the same without times and numbers, then the part before a colon or dash, then after it."""
    # “Lesson 3: Fractions” names the plan; only a heading that is “Lesson” and nothing else opens its procedure.
    if _PARTED.isdisjoint(title):
        return [candidate for candidate in dict.fromkeys((text, uncounted)) if candidate]
    parts = " ".join(title.split()).translate(_TO_COLON).replace(" - ", ":").split(":")
    pieces = [plain(piece) for piece in parts if piece.strip()]
    if len(pieces) > 1 and pieces[0].partition(" ")[0] in _PLANS:
        pieces = pieces[1:]
    return [candidate for candidate in dict.fromkeys((text, uncounted, *map(_uncounted, pieces))) if candidate]


def _uncounted(text: str) -> str:
    """A plain text without times and numbers."""
    return text if _COUNTED.isdisjoint(text) else _without_counts(text)


@lru_cache(maxsize=_REMEMBERED)
def _without_counts(text: str) -> str:
    timed = "min" in text or "hour" in text or "hr" in text or "hora" in text
    return " ".join(_NUMBERS.sub(" ", _untimed(text) if timed else text).split())


def _untimed(text: str) -> str:
    """A plain text with a space for each time, and for the bracket and the “about” before it."""
    *parts, last = _TIME.split(text)
    for number, part in enumerate(parts):
        before = part.rstrip()
        nearly = next(filter(before.endswith, _NEARLY), "")
        before = before.removesuffix(nearly).rstrip()
        parts[number] = before[:-1] if before.endswith(("(", "[")) else before
    return " ".join([*parts, last])


def _for_people(text: str) -> tuple[str, str] | None:
    """What is for whom: “notes for all teachers” is notes, for teachers."""
    if " for " not in text and " para " not in text:
        return None
    parted = [
        (len(what), what, people) for word in (" for ", " para ") for what, found, people in (text.partition(word),) if found and what
    ]
    if not parted:
        return None
    _, what, people = min(parted)
    words = people.split(" ")
    while len(words) > 1 and words[0] in _ALL_OF:
        del words[0]
    return (what, " ".join(words)) if people else None
