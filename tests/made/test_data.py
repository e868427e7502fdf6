"""The page about the open data: it tells of every table and column that the files hold."""

from collections.abc import Callable, Mapping

from lxml import html

from evidence.content import Site
from evidence.exports.files import files
from evidence.exports.open_data import OpenData
from evidence.exports.tables import TABLES
from evidence.made.data import data_page
from evidence.render import Renderer

SiteOf = Callable[[Mapping[str, str], str], Site]

PAGES = {"index.md": "---\ntitle: Home\n---\n\nSee @doe.\n", "nations/wales.md": "---\ntitle: Wales\n---\n"}
LIBRARY = "@misc{doe, author = {Doe, Jane}, title = {A}, year = {2001}}"


def test_every_table_and_column_is_explained(site_of: SiteOf) -> None:
    tail = html.fragment_fromstring(data_page(Renderer(site_of(PAGES, LIBRARY))).tail, create_parent="main")

    for table in TABLES:
        (section,) = tail.xpath(f"./section[h2/@id='{table.name}']")
        assert section.xpath("./dl/dt/code/text()") == [column.name for column in table.columns]
        assert section.xpath("./dl/dd/text()") == [column.meaning for column in table.columns]
    rows = {section.findtext("h2"): section.findtext("p") for section in tail.iter("section")}
    assert rows["Pages"] == "2 rows. Each is a page of this site that somebody has written."
    assert rows["Links"] == "0 rows. Each is a link between two pages that a page's box names."


def test_every_file_it_names_is_written_and_the_version_is_theirs(site_of: SiteOf) -> None:
    renderer = Renderer(site_of(PAGES, LIBRARY))
    tail = html.fragment_fromstring(data_page(renderer).tail, create_parent="main")

    named = {f"data/{way.removeprefix('../data/')}" for way in tail.xpath(".//a/@href") if "://" not in way}

    assert named == {path for path, _ in files(renderer) if path.startswith("data/")}
    assert OpenData(renderer).version in tail.text_content()
