"""What several tests share."""

from collections.abc import Callable, Mapping

import pytest

from evidence.bibliography import read_library
from evidence.content import Site, read_page
from evidence.source import Source

SiteOf = Callable[[Mapping[str, str], str], Site]


@pytest.fixture(scope="session")
def site_of() -> SiteOf:
    """Give a function that makes a site of pages by their URIs, and of what stands in references.bib."""

    def read(pages: Mapping[str, str], library: str) -> Site:
        found = (read_page(Source(f"docs/{uri}", text), uri) for uri, text in sorted(pages.items()))
        return Site(tuple(found), frozenset(), read_library(Source("references.bib", library)))

    return read
