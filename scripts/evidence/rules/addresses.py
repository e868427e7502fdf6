"""The rule about addresses: of pages, and of places on them."""

from collections.abc import Iterator

from evidence.addresses import FILES_OF_THE_BUILD, generated_uris, url_of
from evidence.content import Page, Site
from evidence.headings import TAKEN, given_ids, headings
from evidence.problem import Finding

THE_BUILD = "a page that the build makes"


def clashing_address(site: Site) -> Iterator[Finding]:
    """Every address, old or new, belongs to one page alone, and each on a page to one place alone."""
    owners = {url_of(uri).lower(): THE_BUILD for uri in generated_uris(site)}
    owners |= {f"{path}/".lower(): "a file of the site" for path in (*FILES_OF_THE_BUILD, *site.files)}
    for page in site.pages:
        address = _address(page.uri.removesuffix(".md"))
        if (owner := owners.setdefault(address, page.source.path)) != page.source.path:
            message = f"The address '{address}' of this page is taken by {owner}."
            yield Finding(page.source, 0, message, "Give this file another name.")
    for page in site.pages:
        for text in page.texts("formerly"):
            address = _address(text.value)
            if owner := owners.get(address, ""):
                message = f"The old address '{text.value}' is taken by {owner}."
                yield Finding(page.source, text.offset, message, "Remove it here, since one address leads to one page.")
            owners.setdefault(address, page.source.path)
        for offset, message in _within(page):
            yield Finding(page.source, offset, message, "Give this place another name, or none.")


def _within(page: Page) -> Iterator[tuple[int, str]]:
    """Find ids that are given twice on a page, or that the build gives."""
    made = {heading.id for heading in headings(page) if f"#{heading.id}" not in heading.attributes.split()}
    given: set[str] = set()
    for name, offset in given_ids(page):
        if TAKEN.fullmatch(name):
            yield offset, f"The address '#{name}' on this page is one that the build gives."
        elif name in given or name in made:
            yield offset, f"The address '#{name}' is given twice on this page."
        given.add(name)


def _address(path: str) -> str:
    """Give the address of a page's path in small letters, since some servers take no notice of capitals."""
    folder, slash, name = path.strip("/").rpartition("/")
    return url_of(f"{folder}{slash}{'index' if name == 'README' else name}.md").lower()
