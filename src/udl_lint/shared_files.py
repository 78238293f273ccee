"""What the rules of a pack share: concepts, standards, heading cues and profiles, read from their YAML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any

from udl_lint.compiled import Compiled, Data
from udl_lint.pack_files import NAME, LexiconShape, ProfileShape, StandardsShape, plain_value, read_shape
from udl_lint.phrases import expand
from udl_lint.readers.cues import Cues
from udl_lint.wording import did_you_mean, shown
from udl_lint.written import Place, Written

MOST_FORMS = 20_000
MOST_FORMS_IN_ALL = 750_000
"""Sequences of words that one phrase, and all phrases of a pack, may stand for."""
MOST_GAPS = 2
"""`…` in one phrase: each is tried at up to eight places."""


def read_lexicon(files: Collection[Written], base: Compiled) -> Compiled:
    """The concepts and the classes of words of some lexicon files, which may extend those of a base; raises PackError.

    Each stands in one file. A new concept says what it is about; what it implies is a concept too; phrases are in the phrase language.
    """
    concepts: dict[str, Data] = {}
    classes: dict[str, Data] = {}
    homes: dict[tuple[str, str], str] = {}
    for written in files:
        shape = read_shape(LexiconShape, written)
        for kind, names in (("concepts", list(shape.concepts)), ("classes", list(shape.classes))):
            for name in names:
                if (kind, name) in homes:
                    raise written.wrong(f"{name!r} is already in {homes[kind, name]}.", (kind, name))
                homes[kind, name] = written.path
        for name, concept in shape.concepts.items():
            if name not in base.concepts and not concept.about:
                raise written.wrong(f"the concept {name!r} needs an `about`.", ("concepts", name), did_you_mean(name, base.concepts))
            concepts[name] = concept.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        classes |= {name: words.model_dump(mode="json", exclude_defaults=True) for name, words in shape.classes.items()}
    known, known_classes = {**base.concepts, **concepts}, {**base.classes, **classes}
    forms = 0
    for written in files:
        for place, text in _leaves(written.data, ()):
            if not isinstance(place[-1], int):
                continue
            if place[2] == "implies" and text not in known:
                raise written.wrong(f"{place[1]!r} implies {text!r}, which is no concept.", place, did_you_mean(text, known))
            if place[-2] in ("en", "es"):
                forms += _forms(text, str(place[-2]), written, place, () if place[0] == "classes" else known_classes)
            if forms > MOST_FORMS_IN_ALL:
                raise written.wrong(f"the phrases of this pack stand for more than {MOST_FORMS_IN_ALL} sequences of words.", place)
    return Compiled(concepts=concepts, classes=classes)


def _forms(phrase: str, language: str, written: Written, place: Place, classes: Collection[str]) -> int:
    """How many sequences of words a phrase stands for; raises PackError when it is not in the phrase language."""
    try:
        forms = sum(1 for _ in islice(expand(phrase, language), MOST_FORMS + 1))
    except ValueError as error:
        raise written.wrong(f"{error}.", place) from None
    if forms > MOST_FORMS or phrase.count("…") + phrase.count("...") > MOST_GAPS:
        raise written.wrong(f"the phrase {shown(phrase)!r} stands for too much.", place, "Write several shorter phrases.")
    for name in re.findall(r"<([^<>]*)>", phrase):
        if name not in classes:
            raise written.wrong(f"there is no class of words <{shown(name)}>.", place, did_you_mean(name, classes))
    return forms


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from _leaves(each, (*place, step))
    if isinstance(value, str):
        yield place, value


def read_standards(written: Written, base: Mapping[str, Data]) -> Iterator[tuple[str, Data]]:
    """Each entry by its code; raises PackError, also for a prefix that the base has."""
    if not isinstance(written.data, dict):
        raise written.wrong("this file must map a prefix to its standard.")
    taken = {code.partition(":")[0] for code in base}
    for prefix, data in written.data.items():
        if not re.fullmatch(NAME, prefix) or prefix in taken:
            raise written.wrong(
                f"{shown(prefix)!r} cannot be the prefix of a new standard.", (prefix,), "Use small letters that are not taken."
            )
        framework = read_shape(StandardsShape, written, (prefix,), data)
        for number, entry in framework.entries.items():
            link = entry.link or framework.link
            yield f"{prefix}:{number}", {"title": entry.title, "framework": framework.about, **({"link": link} if link else {})}


def read_cues(written: Written) -> Data:
    """The heading cues as the fields of `Cues`; raises PackError when they have another shape."""
    try:
        return Cues.from_data(written.data)._asdict()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise written.wrong(f"these cues have another shape than the reader's: {error}.") from error


def read_profiles(files: Mapping[str, Written], rules: Mapping[str, Data]) -> dict[str, Data]:
    """Profiles by name; raises PackError for a rule, a pack or a profile that is not there, and for a circle of them."""
    out: dict[str, Data] = {}
    places = {name.removeprefix("profiles/").removesuffix(".yaml"): written for name, written in files.items()}
    for name, written in places.items():
        shape = read_shape(ProfileShape, written)
        if shape.extends is not None and shape.extends not in places:
            raise written.wrong(f"there is no profile {shape.extends!r}.", ("extends",), did_you_mean(shape.extends, places))
        known = {*rules, *(rule_id.split("/")[0] for rule_id in rules)}
        chosen: list[tuple[str, Place]] = [(each, ("only", index)) for index, each in enumerate(shape.only)]
        for each, place in [*chosen, *((each, ("rules", each)) for each in shape.rules)]:
            if each not in known:
                raise written.wrong(f"there is no rule or pack {each!r}.", place, did_you_mean(each, known))
        out[name] = {**shape.model_dump(mode="json", exclude_defaults=True), "rules": plain_value(dict(shape.rules))}
    for name, written in places.items():
        seen = [name]
        while (above := out[seen[-1]].get("extends")) is not None:
            if above in seen:
                raise written.wrong(f"profiles extend each other in a circle: {' → '.join([*seen, above])}.", ("extends",))
            seen.append(above)
    return out
