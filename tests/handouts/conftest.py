"""What the tests of handouts share: a page's handout from HTML alone, and the PDF of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from evidence.content import Site
from evidence.handouts.sheets import Content, Sheet, handout
from evidence.handouts.typesetter import Typesetter
from evidence.read import read_site

HEAD = '<div class="dw-head"><p class="dw-kicker">Nation</p><h1>Wales</h1><p class="dw-lead">One of four.</p></div>'

PICTURES = {"chart": (900, 500), "tall": (300, 4000), "wide": (4000, 300), "sign": (24, 24)}
"""The pictures of the small project by their names, with their sizes."""

SheetOf = Callable[[str], Sheet]


@pytest.fixture
def small_site(project: Path) -> Site:
    """Give the small project with some pictures, read."""
    for name, size in PICTURES.items():
        Image.new("RGB", size, "#cba").save(project / "docs" / "assets" / f"{name}.png")
    return read_site(project)


@pytest.fixture
def sheet_of(project: Path, small_site: Site) -> SheetOf:
    """Give a function that makes the handout of a page about Wales that holds a piece of HTML."""

    def make(html: str) -> Sheet:
        return handout(project, small_site, Content(small_site.by_uri["nations/wales.md"], HEAD, html, ""))

    return make


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    """Give one typesetter for all tests, as a build has one for all pages."""
    return Typesetter()
