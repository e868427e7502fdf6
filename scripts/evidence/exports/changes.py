"""What changed on the pages, and when, by their own account; and the same as an Atom feed."""

from collections import Counter
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from evidence.addresses import CHANGES, FEED, url_of
from evidence.citable import full_address, publisher_of
from evidence.content import Page, Site
from evidence.csl import date_of
from evidence.render import Renderer

MOST = 200
"""Changes that the feed tells of: readers of feeds keep the older ones themselves."""


class Change(NamedTuple):
    """What changed on a page, and on which day. `place` counts a page's changes of one day, the oldest as 0."""

    day: str
    page: Page
    place: int
    what: str

    @property
    def id(self) -> str:
        """Give an id that stays when the words are mended or the site moves."""
        return uuid5(NAMESPACE_URL, f"doing-with/{self.page.uri}#{self.day}.{self.place}").urn


def changes(site: Site) -> tuple[Change, ...]:
    """Give every change that pages tell of, the newest day first and each day's by the pages' titles."""
    found = [change for page in site.pages for change in _changes(page)]
    found.sort(key=lambda change: (change.page.title.casefold(), change.page.uri, -change.place))
    return tuple(sorted(found, key=lambda change: change.day, reverse=True))


def feed(renderer: Renderer) -> str:
    """Give the newest changes as an Atom feed. It is as new as its newest change."""
    site = renderer.site
    newest = changes(site)[:MOST]
    return (
        renderer.html(
            "feed.xml",
            CHANGES,
            name=site.settings.site_name,
            publisher=publisher_of(site),
            address=full_address(site, CHANGES),
            feed_address=f"{site.settings.site_url}{FEED}",
            id=uuid5(NAMESPACE_URL, "doing-with/changes").urn,
            updated=newest[0].day if newest else site.checked,
            entries=[(change, full_address(site, change.page.uri) or url_of(change.page.uri)) for change in newest],
        )
        + "\n"
    )


def _changes(page: Page) -> list[Change]:
    told = [(day.value, what.value) for day, what in page.pairs("changes") if date_of(day.value)]
    told.reverse()  # pages tell the newest first
    places: Counter[str] = Counter()
    found = []
    for day, what in told:
        found.append(Change(day, page, places[day], what))
        places[day] += 1
    return found
