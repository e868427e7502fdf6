"""The page of what changed, by date."""

from itertools import groupby

from evidence import harvard
from evidence.addresses import CHANGES, FEED, url_of
from evidence.exports.changes import changes
from evidence.render import Rendered, Renderer


def changes_page(renderer: Renderer) -> Rendered:
    """List every change that pages tell of under its day, the newest first."""
    title = "Since your last meeting"
    summary = "What changed on this site, the newest first. Look for the day on which you last met, and read what stands above it."
    days = [
        (harvard.date_in_words(day), [(url_of(change.page.uri), change.page.title, change.what) for change in found])
        for day, found in groupby(changes(renderer.site), lambda change: change.day)
    ]
    head = renderer.head(CHANGES, title, summary, crumbs=[("about/", "How we know this")])
    return Rendered(CHANGES, title, summary, head, "", renderer.html("changes.html", CHANGES, days=days, feed=FEED))
