"""What YAML keys and values tell by their form alone. The words that tell what a section is for are in the cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from udl_lint.lesson import Role
from udl_lint.patterns import lazy
from udl_lint.readers.cues import Cues, plain
from udl_lint.readers.yaml_tree import Node

Pair = tuple[Node, Node]
"""A key and its value."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


SETTINGS = _listed("""
    accent, accent left, accent right, align, alignment, aliases, anchor, animation, attachments, background, badges, categoria,
    categorias, categories, category, color, colors, colour, colours, cover, css, disqus, draft, embed code, etiquetas, excerpt
    separator, featured, font, fonts, following, has children, header image, header img, height, hero, icon, id, identifier, image,
    images, img, jupytext, kernelspec, lastmod, layout, licence, license, logo, mathjax, menu, mermaid, modified, nav, nav order,
    navigation, nocite, orientation, page class, pagecat, palette, params, pdf, permalink, plugins, prev, previous, publish date,
    publishdate, published, redirect from, redirect to, series, sidebar, size, slug, status, style, stylesheet, tag, tags, template,
    theme, thumb, thumbnail, toc, transition, uid, updated, url path, uuid, version, weight, width
""")
"""Keys that steer a site, a slide deck or a catalogue; nobody reads them in class. They are no words of teaching, so they are not cues."""
FORMS = _listed("format, output, type")
"""Settings where the value is one word (`type: bullets`), text where it is more (`type: exit ticket`)."""
PEOPLE = _listed("""
    author, authors, autor, autora, autores, contributor, contributors, correo, created by, creator, date, date created, email,
    escuela, fecha, last updated, school, teacher name, written by
""")
"""Who made the plan, where and when: never shown in a report, and no text of the lesson."""
NAMES = (
    "name", "title", "heading", "nombre", "titulo", "step", "phase", "stage", "section", "activity", "task", "station", "slide", "part",
    "day", "session", "lesson", "paso", "fase", "etapa", "momento", "actividad", "estacion", "dia", "sesion", "label",
)  # fmt: skip
"""Keys of a step, a slide or a station that hold what it is called, the surest first."""
BODIES = _listed("""
    body, content, contenido, desc, descripcion, description, detail, details, detalle, detalles, do, explanation, hacer, how, main
    text, que, summary, text, texto, what
""")
"""Keys within a step that hold its text, whatever they would mean as headings."""
RECORDS: frozenset[Role | None] = frozenset({"materials", "vocabulary", "standards", "goals", "meta"})
"""Roles whose list entries are things with properties, not steps."""
MACHINE = _listed("""
    $id, $schema, apiversion, baseurl, build backend, cff version, channels, dependencies, entrypoint, exclude, hosts, jobs, markdown
    extensions, openapi, packages, plugins, properties, repos, runs, scripts, services, site name, site url, spec, stages, swagger, uses
""")
"""Keys of files that steer programs. With one of these at the top, only a whole plan is a lesson."""
PLANS = _listed("activity, lesson, lesson plan, plan, unit, unit plan, actividad, clase, leccion, plan de clase, sesion, unidad")
"""Keys that, alone at the top, say that what is under them is a plan."""
CORE: frozenset[Role] = frozenset({"goals", "procedure", "materials", "assessment", "home", "student", "family"})
"""A file that has none of these parts may be a list of standards, words or supports, but is no plan."""

_FEWEST_WORDS = 30
"""Words from which a file that is named as a plan, or has only the facts of one, is taken for a plan."""
_ADDRESS = lazy(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_WORD = lazy(r"[^\W\d_]{2,}")
_PATH = lazy(r"(?:\.{0,2}/)[\w.@/-]+|[\w@-]+(?:[./][\w@-]+)*\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
_COLOUR = lazy(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([\d.,%\s]+\)", re.IGNORECASE)
_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off", "null", "~"})


def is_address(text: str) -> bool:
    """Whether a text is a web address and nothing else."""
    return _ADDRESS.fullmatch(text.strip()) is not None


def says_something(text: str) -> bool:
    """Whether a text has words in it: no bare number, path, colour or switch."""
    bare = text.strip()
    if not _WORD.search(bare) or bare.lower() in _SWITCHES:
        return False
    return not (_PATH.fullmatch(bare) or _COLOUR.fullmatch(bare))


def is_setting(key: Node, value: Node) -> bool:
    """Whether a pair steers a program or names the plan's makers."""
    word = plain(key.text)
    return (
        word in SETTINGS
        or word in PEOPLE
        or key.text == "<<"
        or (word in FORMS and value.kind == "scalar" and " " not in value.text.strip())
    )


def texts(node: Node) -> Iterator[Node]:
    """Every text under a node that is no key and no setting."""
    if node.kind == "scalar":
        yield node
    for item in node.items:
        yield from texts(item)
    for key, value in node.pairs:
        if not is_setting(key, value):
            yield from texts(value)


def has_text(node: Node) -> bool:
    """Whether a reader would find a word or an address somewhere under a node."""
    return any(text.style == "alias" or says_something(text.text) or is_address(text.text) for text in texts(node))


def words(node: Node) -> int:
    """Words in all texts under a node."""
    return sum(len(text.text.split()) for text in texts(node) if says_something(text.text))


def is_short(node: Node, most: int = 12) -> bool:
    """Whether a node is a text of one line and few words, as a name or a fact is."""
    return (
        node.kind == "scalar"
        and node.style not in ("literal", "folded")
        and "\n" not in node.text.strip()
        and len(node.text.split()) <= most
    )


def name_pair(node: Node) -> Pair | None:
    """The pair of a mapping that holds what it is called, or None."""
    found = {plain(pair[0].text): pair for pair in reversed(node.pairs)}
    named = [found[name] for name in NAMES if name in found and is_short(found[name][1]) and not found[name][1].empty]
    return next((pair for pair in named if says_something(pair[1].text)), named[0] if named else None)


def is_step(node: Node, cues: Cues) -> bool:
    """Whether a mapping describes one step: by a time, a text of its own, or what teacher and students do."""
    return any(
        plain(key.text) in BODIES or cues.fact(key.text) == "minutes" or cues.audience(key.text) != "unknown"
        for key, value in node.pairs
        if value.kind == "scalar" or all(item.kind == "scalar" for item in value.items)
    )


def looks_like_lesson(node: Node | None, cues: Cues) -> bool:
    """Whether a YAML file is a lesson: parts of a plan by meaning at its two upper levels, facts of one, or a deck that carries text."""
    if node is None or node.kind == "scalar":
        return False
    upper = list(node.pairs)
    lower = [pair for _, value in node.pairs for part in (value, *value.items) for pair in part.pairs]
    lower += [pair for item in node.items for pair in item.pairs]
    above, below = _parts(upper, cues), _parts(lower, cues)
    facts = {cues.fact(key.text) for key, value in upper if is_short(value) and not value.empty} & {"title", "grade", "subject", "minutes"}
    known = len(above | below) + len(facts)
    if any(plain(key.text) in MACHINE for key, _ in upper):
        return {"goals", "procedure"} <= above | below or ("goals" in above and len(facts) > 1)
    if not upper:
        return len(below) > 1 or bool(below and any(cues.fact(key.text) == "minutes" for key, _ in lower))
    if above & CORE and (known > 1 or "goals" in above):
        return True
    if {"goals", "procedure"} & below and known > 1:
        return True
    if len(upper) == 1 and plain(upper[0][0].text) in PLANS and upper[0][1].kind == "mapping":
        return words(node) >= _FEWEST_WORDS
    deck = any(len(value.items) > 1 and all(item.kind == "mapping" for item in value.items) for _, value in upper)
    return "title" in facts and (len(facts) > 1 or deck) and words(node) >= _FEWEST_WORDS


def _parts(pairs: Iterable[Pair], cues: Cues) -> set[Role]:
    """The roles of those pairs that hold a sentence or a list of words."""
    return {role for key, value in pairs if (role := cues.role(key.text)) and _has_sentence(value)} - {"meta", "other", "notes"}


def _has_sentence(node: Node) -> bool:
    return any(says_something(text.text) and len(_WORD.findall(text.text)) >= 3 for text in texts(node)) or (
        len(node.items) > 1 and sum(says_something(item.text) for item in node.items) > 1
    )
