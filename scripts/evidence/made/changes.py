"""The page of what changed, by date."""

from collections.abc import Iterable
from itertools import groupby

from evidence import harvard
from evidence.addresses import CHANGES, FEED, url_of
from evidence.exports.changes import Change, changes
from evidence.render import Rendered, Renderer

Listed = list[tuple[str, list[tuple[str, str]]]]
"""What changed, each with the addresses and titles of the pages on which it did."""


def changes_page(renderer: Renderer) -> Rendered:
    """List every change that pages tell of under its day, the newest first."""
    title = "Since your last meeting"
    summary = (
        "What changed on this site, the newest first. Find the day of your last meeting, and read what stands above it."
    )
    days = [
        (harvard.date_in_words(day), _listed(found))
        for day, found in groupby(changes(renderer.site), lambda change: change.day)
    ]
    head = renderer.head(CHANGES, title, summary, crumbs=[("about/", "How we know this")])
    return Rendered(CHANGES, title, summary, head, "", renderer.html("changes.html", CHANGES, days=days, feed=FEED))


def _listed(found: Iterable[Change]) -> Listed:
    """Bring together the pages of which the same is told. What happened to fewer pages comes first."""
    pages: dict[str, list[tuple[str, str]]] = {}
    for change in found:
        pages.setdefault(change.what, []).append((url_of(change.page.uri), change.page.title))
    return sorted(pages.items(), key=lambda told: len(told[1]))
