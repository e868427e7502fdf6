"""Every file that the site offers to other programs, beside its pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from evidence.addresses import FEED, FORM_DATA, LIBRARY, download_name, reference_uri, url_of
from evidence.citable import VIEWS, is_citable, page_item, publisher_of, view_item
from evidence.content import Site
from evidence.csl import Item
from evidence.exports.changes import feed
from evidence.exports.form import form_data
from evidence.exports.formats import FORMATS, Format
from evidence.exports.open_data import open_data
from evidence.render import Renderer


def write_files(renderer: Renderer, out: Path) -> None:
    """Write every file below `out`, the folder of the built site."""
    for path, text in files(renderer):
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def files(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Give each file's path and text."""
    cited, pages = _cited(renderer), _pages(renderer.site)
    for form in FORMATS:
        written = {key: form.write(item) for key, item in renderer.shown.items.items()}
        yield from _references(form, written)
        for url, item in pages.items():
            yield f"{url}{download_name(url)}.{form.suffix}", form.joined([form.write(item)])
        for url, keys in cited.items():
            yield f"{url}{download_name(url, 'sources')}.{form.suffix}", form.joined(written[key] for key in keys)
    yield FEED, feed(renderer)
    yield FORM_DATA, form_data(renderer)
    yield from open_data(renderer).files()


def _references(form: Format, written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, text in written.items():
        url = url_of(reference_uri(key))
        yield f"{url}{download_name(url)}.{form.suffix}", form.joined([text])
    yield f"{LIBRARY}.{form.suffix}", form.joined(written.values())


def _pages(site: Site) -> dict[str, Item]:
    """Give the record of each page that can be cited, by the page's address."""
    items = {url_of(page.uri): page_item(site, page) for page in site.pages if is_citable(site, page)}
    if publisher_of(site):
        items |= {url_of(uri): view_item(site, uri) for uri in VIEWS}
    return items


def _cited(renderer: Renderer) -> dict[str, list[str]]:
    """Give the keys that each page cites, in the order of its Sources, by the page's address."""
    site = renderer.site
    order = renderer.shown.order
    cited = {}
    for page in site.pages:
        if keys := {item.key for item, _ in page.items()} & order.keys():
            cited[url_of(page.uri)] = sorted(keys, key=order.__getitem__)
    return cited
