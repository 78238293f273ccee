"""HTML tags that tell all by themselves: pictures, players and frames, and the attributes of a tag."""

from __future__ import annotations

from html.parser import HTMLParser

from udl_lint.lesson import Embed, Image
from udl_lint.readers.draft import Draft
from udl_lint.readers.markup import media_kind
from udl_lint.source import Span


def note_image(draft: Draft, span: Span, values: dict[str, str | None]) -> None:
    """An `<img>`: `alt=""` or a presentational role says that it only decorates."""
    alt = (values.get("alt") or "") if "alt" in values else None
    decorative = alt == "" or values.get("role") in ("presentation", "none") or values.get("aria-hidden") == "true"
    draft.images.append(Image(span, values.get("src") or "", alt, decorative))


def note_embed(draft: Draft, span: Span, tag: str, values: dict[str, str | None]) -> None:
    """A frame or player."""
    target = values.get("src") or values.get("data") or ""
    kind = tag if tag in ("video", "audio") else media_kind(f"{target} {values.get('title') or ''}") or "page"
    draft.embeds.append(Embed(span, "video" if kind == "video" else "audio" if kind == "audio" else "page", target))


class _SingleTag(HTMLParser):
    """Reads one start tag."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tag = ""
        self.values: dict[str, str | None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the first tag only."""
        if not self.tag:
            self.tag, self.values = tag, dict(attrs)


def tag_values(text: str) -> tuple[str, dict[str, str | None]]:
    """Name and attributes of the first start tag in the text."""
    single = _SingleTag(text)
    return single.tag, single.values
