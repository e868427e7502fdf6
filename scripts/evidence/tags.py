"""What a page's head says at one look: the nations and the bands of the ladder, each with its mark and its word."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from evidence.content import Page, Site
from evidence.kinds import NATIONS
from evidence.ladder import band_slug
from evidence.marks import inked
from evidence.page_types import ALL_ISLAND, WAYS


class Tag(NamedTuple):
    """A word with its mark, in the colour of its nation or band."""

    mark: str
    colour: str
    words: str


def tags(site: Site, page: Page) -> list[Tag]:
    """Give the tags of a page: where it happened, and in which bands of the ladder."""
    return [*nation_tags(page), *_bands(site, page)]


def nation_tags(page: Page) -> Iterator[Tag]:
    """Give the nations that a page's box names."""
    for name in page.texts("nations"):
        if slug := nation_slug(name.value):
            words = f"{NATIONS[slug]} and Ireland" if name.value == ALL_ISLAND else NATIONS[slug]
            yield Tag(f"nation-{slug}", slug, words)


def nation_slug(name: str) -> str:
    """Give the nation whose mark stands beside a name in a page's box; empty if it is none of the four."""
    slug = "northern-ireland" if name == ALL_ISLAND else name
    return slug if slug in NATIONS else ""


def inked_band(page: Page) -> Markup:
    """Give the mark of the band in which a way to involve people stands; nothing for any other page."""
    slug = band_slug(page.text("band"))
    return inked(f"band-{slug}", slug)


def _bands(site: Site, page: Page) -> Iterator[Tag]:
    ways = [site.by_uri.get(link.target) for link in page.links if link.field.folder == WAYS.folder]
    bands = dict.fromkeys(way.text("band") for way in (page, *ways) if way)
    for band in bands:
        if slug := band_slug(band):
            yield Tag(f"band-{slug}", slug, band.capitalize())
