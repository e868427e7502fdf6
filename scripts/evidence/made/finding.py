"""The page on which a search starts, and the page that keeps the site on a reader's device."""

from evidence.addresses import OFFLINE, SEARCH, url_of
from evidence.glossary import GLOSSARY
from evidence.made.references import WAYS
from evidence.page_types import PAGE_TYPES
from evidence.render import Rendered, Renderer


def search_page(renderer: Renderer) -> Rendered:
    """Make the page that takes a search, and lists the pages to browse for whoever has no scripts."""
    title, summary = "Search", "Look for a word, or browse the lists."
    folders = (f"{page_type.folder}/index.md" for page_type in PAGE_TYPES)
    pages = [renderer.site.by_uri[uri] for uri in (*folders, GLOSSARY) if uri in renderer.site.by_uri]
    tail = renderer.html(
        "search.html",
        SEARCH,
        browse=[(url_of(page.uri), page.title, page.summary) for page in pages],
        sources=[(url_of(uri), name) for uri, name in WAYS.items()],
    )
    return Rendered(SEARCH, title, summary, renderer.head(SEARCH, title, summary), "", tail)


def offline_page(renderer: Renderer) -> Rendered:
    """Make the page on which readers keep the whole site on their device, and take it off again."""
    title, summary = "Keep this site on your device", "Then you can read it and search it without the internet."
    head = renderer.head(OFFLINE, title, summary)
    return Rendered(OFFLINE, title, summary, head, "", renderer.html("offline.html", OFFLINE))
