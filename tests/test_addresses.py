"""The addresses of generated pages, and the way from one page to another."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest

from evidence import generate
from evidence.addresses import GENERATED, generated_uris, reference_slug, reference_uri, relative_url, url_of
from evidence.content import Site
from evidence.read import read_site

ROOT = Path(__file__).parents[1]

SiteOf = Callable[[Mapping[str, str], str], Site]

SLUGS = {
    "bovaird2007beyond": "bovaird2007beyond",
    "a.b-c_d": "a.b-c_d",
    "DBLP:conf/x": "DBLP~3aconf~2fx",
    "a~b": "a~7eb",
    "a~3ab": "a~7e3ab",
    "a:b": "a~3ab",
    "müller": "m~fcller",
    "..": "~2e~2e",
    ".hidden": "~2ehidden",
    ".": "~2e",
    "a.": "a~2e",
    "../../etc": "~2e.~2f..~2fetc",
    "<b>'\"&": "~3cb~3e~27~22~26",
    "Ŵ中😀": "~174~4e2d~1f600",
    "index": "index",
}


@pytest.mark.parametrize(("key", "slug"), SLUGS.items())
def test_a_key_becomes_part_of_an_address_and_of_no_other_folder(key: str, slug: str) -> None:
    assert reference_slug(key) == slug
    assert reference_uri(key) == f"references/{slug}/index.md"
    assert re.fullmatch(r"[\w~-](?:[\w.~-]*[\w~-])?", slug, re.ASCII)


def test_no_two_keys_share_an_address() -> None:
    assert len({reference_slug(key) for key in SLUGS}) == len(SLUGS)


@pytest.mark.parametrize(
    ("uri", "url"),
    [
        ("index.md", ""),
        ("nations/index.md", "nations/"),
        ("nations/wales.md", "nations/wales/"),
        ("glossary.md", "glossary/"),
        ("nations/reindex.md", "nations/reindex/"),
        ("references/a.md/index.md", "references/a.md/"),
        ("references/index/index.md", "references/index/"),
    ],
)
def test_a_page_has_the_address_of_its_folder(uri: str, url: str) -> None:
    assert url_of(uri) == url


WAYS = {
    ("", ""): "./",
    ("nations/", ""): "nations/",
    ("", "nations/"): "../",
    ("", "nations/wales/"): "../../",
    ("nations/wales/", "nations/wales/"): "./",
    ("nations/wales/", "nations/scotland/"): "../wales/",
    ("nations/", "nations/wales/"): "../",
    ("nations/wales/", "nations/"): "wales/",
    ("case-studies/a/#s-1", "nations/wales/"): "../../case-studies/a/#s-1",
    ("nations/wales/#s-1", "nations/wales/"): "#s-1",
    ("assets/a.png", "nations/"): "../assets/a.png",
    ("#s-1", ""): "#s-1",
    ("#s-1", "nations/"): "../#s-1",
}


@pytest.mark.parametrize(("pair", "way"), WAYS.items())
def test_the_way_from_a_page_to_another_is_short_and_a_browser_finds_it(pair: tuple[str, str], way: str) -> None:
    target, page = pair

    assert relative_url(target, page) == way
    assert urljoin(f"https://x.org/kb/{page}", way) == f"https://x.org/kb/{target}"


def test_each_reference_has_a_page_beside_the_indexes(site_of: SiteOf) -> None:
    site = site_of({"a.md": "---\nformerly:\n  - old/a\n---\n"}, "@misc{b, title = {B}}\n@misc{c:d, title = {C}}\n")
    pages = {"references/b/index.md", "references/c~3ad/index.md"}

    assert generated_uris(site) == {*GENERATED, *pages}
    assert {*generate.generated_uris(site)} == {*GENERATED, *pages, "old/a.md"}


def test_our_own_pages_and_those_made_from_data_have_addresses_of_their_own() -> None:
    site = read_site(ROOT)
    uris = [*(page.uri for page in site.pages), *generate.generated_uris(site)]

    assert len({url_of(uri).lower() for uri in uris}) == len(uris)
