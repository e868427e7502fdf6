"""Every file that the site offers to other programs, beside its pages."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from evidence import harvard
from evidence.addresses import FEED, LIBRARY, download_name, reference_uri, url_of
from evidence.citable import is_citable, page_item
from evidence.csl import reference_item
from evidence.exports.changes import feed
from evidence.exports.formats import FORMATS, Format
from evidence.exports.open_data import OpenData
from evidence.render import Renderer


def write_files(renderer: Renderer, out: Path) -> None:
    """Write every file below `out`, the folder of the built site."""
    for path, text in files(renderer):
        file = out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def files(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Give each file's path and text."""
    for form in FORMATS:
        written = {key: form.write(reference_item(work)) for key, work in renderer.site.library.references.items()}
        yield from _references(form, written)
        yield from _pages(renderer, form, written)
    yield FEED, feed(renderer)
    yield from OpenData(renderer).files()


def _references(form: Format, written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, text in written.items():
        url = url_of(reference_uri(key))
        yield f"{url}{download_name(url)}.{form.suffix}", form.joined([text])
    yield f"{LIBRARY}.{form.suffix}", form.joined(written.values())


def _pages(renderer: Renderer, form: Format, written: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    site = renderer.site
    for page in site.pages:
        url = url_of(page.uri)
        if is_citable(site, page):
            yield f"{url}{download_name(url)}.{form.suffix}", form.joined([form.write(page_item(site, page))])
        keys = {item.key for item, _ in page.items() if item.key in written}
        if keys:
            works: Iterable[str] = (
                work.key for work in harvard.in_order((site.library.references[key] for key in keys), site.labels)
            )
            yield f"{url}{download_name(url, 'sources')}.{form.suffix}", form.joined(written[key] for key in works)
