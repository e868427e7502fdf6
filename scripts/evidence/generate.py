"""All pages that are made from data, and the whole site as plain Markdown files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from evidence.addresses import (
    CHANGES,
    DATA,
    EXPLORER,
    FIELDS,
    FORMS,
    GAP_MAPS,
    GENERATED,
    HEALTH,
    OFFLINE,
    SEARCH,
    reference_uri,
    relative_url,
    url_of,
)
from evidence.content import Page, Site
from evidence.exports.files import write_files
from evidence.made.changes import changes_page
from evidence.made.data import data_page
from evidence.made.explorer import explorer_page
from evidence.made.fields import fields_page
from evidence.made.finding import offline_page, search_page
from evidence.made.form import form_page
from evidence.made.gap_map import gap_map_page
from evidence.made.health import health_page
from evidence.made.references import INDEXES, Make, reference_page
from evidence.render import Rendered, Renderer


def generated(renderer: Renderer) -> Iterator[Rendered]:
    """Give every page that is made from data."""
    for uri in generated_uris(renderer.site):
        yield generated_page(renderer, uri)


def generated_uris(site: Site) -> list[str]:
    """Give the URIs of the pages that are made from data, old addresses among them."""
    return [*(reference_uri(key) for key in site.library.references), *GENERATED, *site.moved]


def generated_page(renderer: Renderer, uri: str) -> Rendered:
    """Make the page at a URI that `generated_uris` gave."""
    if uri in _PAGES:
        return _PAGES[uri](renderer).with_marks()
    if key := renderer.reference_keys.get(uri):
        return reference_page(renderer, key).with_marks()
    return _moved(renderer, uri, renderer.site.moved[uri])


def write_site(renderer: Renderer, out: Path, docs: Path | None = None) -> int:
    """Write every page as a plain Markdown file under `out`, for another generator; give how many there are.

    What pages offer to take away is written beside them. Pictures and other files are copied from the folder `docs`,
    if it is given.
    """
    count = 0
    if docs:
        for uri in sorted(renderer.site.files):
            (out / uri).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / uri, out / uri)
    for rendered in (*(renderer.page(page) for page in renderer.site.pages), *generated(renderer)):
        path = out / rendered.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{front_matter(rendered.title, rendered.description)}\n{rendered.markdown}", encoding="utf-8")
        count += 1
    write_files(renderer, out)
    return count


def front_matter(title: str, description: str) -> str:
    """Give the box at the top of a page for a generator: its title and description, in double quotes."""
    lines = [f"{name}: {_quoted(value)}" for name, value in (("title", title), ("description", description)) if value]
    return "\n".join(("---", *lines, "---", ""))


def _quoted(words: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _moved(renderer: Renderer, uri: str, page: Page) -> Rendered:
    way = relative_url(url_of(page.uri), url_of(uri))
    words = Markup('This page is now at <a href="{}">{}</a>.').format(way, page.title)
    head = renderer.head(uri, "This page has moved", words)
    return Rendered(uri, "This page has moved", f"It is now: {page.title}", head, "", "", moved_to=way)


_PAGES: dict[str, Make] = {
    **INDEXES,
    HEALTH: health_page,
    FIELDS: fields_page,
    CHANGES: changes_page,
    DATA: data_page,
    SEARCH: search_page,
    OFFLINE: offline_page,
    EXPLORER: explorer_page,
    **{uri: gap_map_page(nation) for nation, uri in GAP_MAPS.items()},
    **{uri: form_page(name) for name, uri in FORMS.items()},
}
