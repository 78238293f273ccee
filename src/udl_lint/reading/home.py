"""Tasks outside class: what each needs, whether there is a way without it, how it is handed in, and how much it loads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from udl_lint.lesson import Block, Grade, Lesson, Role
from udl_lint.lexicon import has_two_words
from udl_lint.patterns import lazy
from udl_lint.readers.cues import plain
from udl_lint.readers.durations import durations
from udl_lint.readers.markup import media_kind
from udl_lint.reading import HomeItem, Medium, Need, Route
from udl_lint.reading.mentions import Mention, Mentions
from udl_lint.source import Span

QUALITY = "480p"
VIDEO = {"240p": (1.7, 0.4), "360p": (2.7, 0.7), QUALITY: (5.0, 1.1), "720p": (7.5, 2.5), "1080p": (12.4, 5.0)}
"""Picture quality to megabytes a minute and megabits a second: a user's log of YouTube and YouTube's help.

480p is 4 MB a minute in that log and up to 16 for Netflix SD (≤ 1 GB an hour); 5 is used."""
LIVE_MB_PER_MINUTE = 13.5
"""A group video call at 360p (0.6 Mbit/s down, 1.0 up): the lower end of 13.5–40 MB a minute."""
PAGE_MB = 2.5
"""One web page: median 2.65 MB on a desktop, 2.31 on a phone (HTTP Archive, October 2024)."""
PAGES = 10
"""Pages that research on the web is taken to load where the plan says nothing."""
GLOBE_MB_PER_MINUTE = 15.0
"""Google Earth, virtual reality, 3-D: the lower end of 15–75 MB a minute."""
MB_PER_MINUTE_AT_ONE_MBPS = 7.5
UNSTATED_VIDEO = 10.0
"""Minutes that a clip is taken to last where the plan says nothing; half of it up to grade 5."""
_UNSTATED_LIVE = 20

_HOME_ROLES: frozenset[Role] = frozenset(("home",))
_READ_ROLES: frozenset[Role] = frozenset(("procedure", "other", "assessment", "materials", "meta", "family", "student", "vocabulary"))
_LIVE = frozenset("zoom meet facetime teams live call conference videollamada videoconferencia vivo".split())
_AROUND_WORDS = ".,;:!?¿¡()[]{}*_`“”‘’\"'"
_GLOBE = ("google earth", "virtual reality", "360", "realidad virtual", "virtual field trip", "virtual tour")
_OFFLINE_NEXT = lazy(
    r"^\W*(?:no (?:internet|wi-?fi|computer|device)|offline|or\b|if you (?:do not|don['’]t)|sin internet|o bien|si no)", re.IGNORECASE
)
_TAG = lazy(r"^\{[^}\n]*\}")
_CREDIT = lazy(
    r"(?:resource|image|photo|video|text|picture|figure)s? (?:published|provided|created|credit|by|from|courtesy)\b"
    r"|(?:source|credit|courtesy|fuente|crédito)s?\b\s*(?::|of|by|de)",
    re.IGNORECASE,
)
_CREDITED = (
    "resource", "image", "photo", "video", "text", "picture", "figure", "source", "credit", "courtesy", "fuente", "crédito",
)  # fmt: skip
_LINK_ALONE = lazy(r"\[[^\]]*\]?(?:\([^)]*\)?)?\W*")
_POINTING = lazy(r"\W*(?:the|this|these|it|they|here|link|access|available|find|se puede|est[ea]s?|el|la|aqu[ií])\b", re.IGNORECASE)
_ADDRESS = lazy(r"https?://|\bwww\.|\b[a-z][\w-]{2,}\.(?:com|org|net|edu|gov)\b", re.IGNORECASE)
_SENTENCE_END = lazy(r"(?<=[.!?])\s+(?=[A-ZÁÉÍÓÚÑ¿¡“\"*\[])")


_PICK_ONE = lazy(
    r"\b(?:choose|pick|select|do|complete) (?:any )?(?:one|1|two|2)\b|\bone of (?:the|these)\b|\boptions?\b"
    r"|\b(?:elig|eleg|escog|esco[jg])\w* (?:uno|una|dos)\b|\bopci[oó]n",
    re.IGNORECASE,
)


def home_items(lesson: Lesson, mentions: Mentions) -> list[HomeItem]:
    """Every task outside class, in reading order. Where students pick from a list, a task in it that needs nothing is a way for all."""
    items = list(_all_items(lesson, mentions))
    menus = _menus(lesson) if any(item.need != "none" for item in items) else []
    for menu in menus:
        listed = [number for number, item in enumerate(items) if menu.start <= item.span.start < menu.end]
        needy = [number for number in listed if items[number].need != "none"]
        for number in needy if len(needy) < len(listed) else ():
            items[number] = items[number]._replace(route="equal")
    return items


def _menus(lesson: Lesson) -> list[Span]:
    """The lists that a line above opens as a choice."""
    menus: list[Span] = []
    opens = inside = False
    for block in lesson.blocks:
        if block.kind != "item":
            opens, inside = block.prose.rstrip().endswith(":") and bool(_PICK_ONE.search(block.prose)), False
        elif opens:
            menus[-1:] = [Span(menus[-1].start, block.span.end)] if inside else [*menus[-1:], block.span]
            inside = True
    return menus


def _all_items(lesson: Lesson, mentions: Mentions) -> Iterator[HomeItem]:
    cues = [mention for mention in mentions.of("home-cue", strength=1) if mention.block >= 0]
    none = {mention.block for mention in mentions.of("home-none", strength=0)}
    cue_blocks: dict[int, list[Mention]] = {}
    for cue in cues:
        cue_blocks.setdefault(cue.block, []).append(cue)
    blocks = lesson.blocks
    for index, block in enumerate(blocks):
        section = lesson.sections[block.section]
        role = block.role or section.role
        at_home = (
            role in _HOME_ROLES
            or (section.setting == "home" and role not in ("notes", "answers", "standards", "supports"))
            or (role == "family" and any(word in plain(section.title).split() for word in ("home", "casa")))
        )
        if at_home:
            if index in none or not (has_two_words(block.prose) or _leads_on(lesson, block)):
                continue
            if _points_away(lesson, block):
                continue
            after = blocks[index + 1] if index + 1 < len(blocks) and blocks[index + 1].section == block.section else None
            yield from _items(lesson, block, _parts(block), after, mentions)
        elif index in cue_blocks and role in _READ_ROLES:
            said = [
                cue for cue in cue_blocks[index] if role not in ("materials", "meta") or cue.actor == "student" or block.row is not None
            ]
            # “Who reads the news at home?” asks and sets no task.
            parts = [part for part in _parts(block) if not lesson.source.slice(part).endswith("?")]
            parts = [part for part in parts if any(part.start <= cue.span.start < part.end for cue in said)]
            yield from _items(lesson, block, parts, None, mentions, _pointed(lesson, blocks, index, parts))


def _leads_on(lesson: Lesson, block: Block) -> bool:
    """Whether a block is one word and an address: “Watch https://…”."""
    return block.prose.strip() != "" and any(block.span.start <= link.span.start <= block.span.end + 1 for link in lesson.links)


def _points_away(lesson: Lesson, block: Block) -> bool:
    """Whether the block is a link that stands by itself beside a task, or the credit of a source."""
    text = lesson.source.slice(block.span).lstrip()
    text = _TAG.sub("", text).lstrip() if text.startswith("{") else text
    credit = text.lower().startswith(_CREDITED) and bool(_CREDIT.match(text))
    return credit or (block.kind == "paragraph" and text.startswith("[") and bool(_LINK_ALONE.fullmatch(text.strip())))


def _parts(block: Block) -> list[Span]:
    """The sentences of a block as spans in the source."""
    within = block.prose.rstrip()[:-1]
    several = "." in within or "!" in within or "?" in within
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(block.prose) if several)]
    ends = [*starts[1:], len(block.prose)]
    out = []
    for start, end in zip(starts, ends, strict=True):
        text = block.prose[start:end]
        if text.strip():
            lead = len(text) - len(text.lstrip())
            out.append(Span(block.span.start + start + lead, block.span.start + start + len(text.rstrip())))
    return out


def _pointed(lesson: Lesson, blocks: Sequence[Block], index: int, parts: Sequence[Span]) -> Span | None:
    """The sentence after the last task where it says where the task's text or tool is: “The article can be found here”."""
    if not parts:
        return None
    after = [part for part in _parts(blocks[index]) if part.start >= parts[-1].end]
    if not after and index + 1 < len(blocks) and blocks[index + 1].section == blocks[index].section:
        after = _parts(blocks[index + 1])
    return after[0] if after and _POINTING.match(lesson.source.slice(after[0])) else None


def _items(
    lesson: Lesson, block: Block, parts: Sequence[Span], after: Block | None, mentions: Mentions, pointed: Span | None = None
) -> Iterator[HomeItem]:
    whole = block.span
    reach = Span(whole.start, after.span.end) if after is not None and _OFFLINE_NEXT.match(after.prose) else whole
    for part in parts:
        item = _item(lesson, part, reach, mentions, pointed if part == parts[-1] else None)
        if item is not None:
            yield item


def _item(lesson: Lesson, part: Span, reach: Span, mentions: Mentions, pointed: Span | None) -> HomeItem | None:
    streams = mentions.within("streams", part)
    internet = mentions.within("internet", part)
    device = mentions.within("device", part)
    links = [link for link in lesson.links if _holds(part, pointed, link.span) and "://" in link.target]
    text = lesson.source.slice(part)
    online_need = internet or links or _ADDRESS.search(text)
    films = [link for link in links if media_kind(link.target) == "video"]
    need: Need = "high-bandwidth" if streams or films else "internet" if online_need else "device" if device else "none"
    asking = [mention.span for mention in streams] + [link.span for link in films] + [mention.span for mention in (*internet, *device)]
    why = next(iter((*asking, *(link.span for link in links))), None)
    route = way_without(lesson, mentions, reach) if need != "none" else "none"
    online = mentions.within("hand-in-online", part)
    stated = durations(text)
    minutes = stated[0].high if stated else None
    medium = _medium(text, need)
    megabytes, assumption = estimate(medium, minutes, lesson.about.grade.value if lesson.about.grade else None)
    return HomeItem(
        span=part,
        need=need,
        route=route,
        submission="online-only" if online and not _offered(lesson, mentions, "hand-in-offline", reach) else "any",
        optional=bool(mentions.within("optional-task", part)),
        live=bool(streams) and _is_live(text),
        megabytes=megabytes,
        assumption=assumption,
        why=why,
        medium=medium,
        minutes=minutes,
    )


def _holds(part: Span, pointed: Span | None, place: Span) -> bool:
    """Whether a link stands in a task, at its end (an address is no prose) or in the sentence that points to it."""
    return part.start <= place.start <= part.end + 1 or (pointed is not None and pointed.start <= place.start < pointed.end)


_OFFER = lazy(
    r"\b(?:or|instead|also|same|either|both|otherwise|without|offline|available|anyone|everyone|whoever|rather|needed"
    r"|(?:no|don['’]t have|do not have) (?:internet|wi-?fi|computer|device|printer|access)|goes? home"
    r"|if (?:you|they|students|your|there|it)"
    r"|o|también|mism[oa]|quien(?:es)?|si no|sin)\b",
    re.IGNORECASE,
)


def _offered(lesson: Lesson, mentions: Mentions, concept: str, reach: Span) -> list[Mention]:
    """Mentions in the reach; of things that are only named (“packet”, “on paper”) those that their sentence offers beside the other way."""
    found = mentions.within(concept, reach)
    if not any(mention.faint for mention in found):
        return found
    text = lesson.source.slice(reach)
    ends = [reach.start, *(reach.start + match.end() for match in _SENTENCE_END.finditer(text)), reach.end]
    offers = [Span(start, end) for start, end in pairwise(ends) if _OFFER.search(lesson.source.slice(Span(start, end)))]
    return [m for m in found if not m.faint or any(offer.start <= m.span.start < offer.end for offer in offers)]


def _words(text: str) -> list[str]:
    return [word.strip(_AROUND_WORDS) for word in text.lower().replace("/", " ").replace("-", " ").split()]


def _is_live(text: str) -> bool:
    return not _LIVE.isdisjoint(_words(text))


def _medium(text: str, need: Need) -> Medium:
    if need == "high-bandwidth":
        lowered = text.lower()
        if any(sign in lowered for sign in _GLOBE) or "vr" in _words(lowered):
            return "globe"
        return "call" if _is_live(text) else "video"
    return "pages" if need == "internet" else ""


def estimate(
    medium: Medium, minutes: float | None, grade: Grade | None, quality: str = QUALITY, unstated: float = UNSTATED_VIDEO
) -> tuple[float | None, str]:
    """Megabytes and the assumption in words; `unstated` are a clip's minutes where `minutes` is None."""
    if medium == "globe":
        length = minutes or UNSTATED_VIDEO
        return length * GLOBE_MB_PER_MINUTE, f"{length:.0f} minutes of 3-D at about {GLOBE_MB_PER_MINUTE:.0f} MB a minute"
    if medium == "call":
        length = minutes or _UNSTATED_LIVE
        return length * LIVE_MB_PER_MINUTE, f"{length:.0f} minutes of video call at about {LIVE_MB_PER_MINUTE:.1f} MB a minute"
    if medium == "video":
        young = grade is not None and grade.band in ("K-2", "3-5")
        length = minutes or (unstated / 2 if young else unstated)
        rate = VIDEO[quality][0]
        said = "" if minutes else " (no length given)"
        return length * rate, f"{length:.0f} minutes at {quality}{said}, about {rate:g} MB a minute"
    if medium == "pages":
        return PAGES * PAGE_MB, f"about {PAGES} web pages at {PAGE_MB} MB each"
    return None, ""


def megabits(medium: Medium, quality: str = QUALITY) -> float:
    """Megabits a second that a connection needs; 0 where nothing is streamed."""
    if medium == "video":
        return VIDEO[quality][1]
    return {"call": LIVE_MB_PER_MINUTE, "globe": GLOBE_MB_PER_MINUTE}.get(medium, 0.0) / MB_PER_MINUTE_AT_ONE_MBPS


def way_without(lesson: Lesson, mentions: Mentions, reach: Span) -> Route:
    """What a stretch of text offers those who cannot do a task in it."""
    unequal = mentions.within("route-unequal", reach)
    equal = _offered(lesson, mentions, "route-equal", reach)
    if unequal and len(unequal) > 1:
        return "unequal"
    if equal:
        return "equal"
    if unequal:
        return "unequal"
    return "weak" if mentions.within("route-weak", reach) else "none"
