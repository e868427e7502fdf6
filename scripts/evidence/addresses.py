"""The addresses of the pages that are made from data, and the way from one page to another."""

import posixpath
import re

from evidence.content import Site
from evidence.kinds import NATIONS

REFERENCES = "references/index.md"
BY_KIND = "references/by-kind.md"
BY_NATION = "references/by-nation.md"
BY_YEAR = "references/by-year.md"
HEALTH = "contributing/health.md"
FIELDS = "contributing/fields.md"
CHANGES = "about/changes.md"
DATA = "data/index.md"
SEARCH = "search.md"
OFFLINE = "about/offline.md"
EXPLORER = "case-studies/explore.md"
GAP_MAPS = {"": "gap-map/index.md", **{nation: f"gap-map/{nation}.md" for nation in NATIONS}}
"""The gap map of all case studies, and those of each nation's."""
FORMS = {
    "case-study": "contributing/add/index.md",
    "benefit": "contributing/add/benefit.md",
    "barrier": "contributing/add/barrier.md",
}
"""The forms by which people add pages, by what the page type is called in a command."""
FORM_DATA = "contributing/add/form.json"
"""What the forms know of the declaration and of the library."""
GENERATED = (
    REFERENCES, BY_KIND, BY_NATION, BY_YEAR, HEALTH, FIELDS, CHANGES, DATA, SEARCH, OFFLINE, EXPLORER,
    *GAP_MAPS.values(), *FORMS.values(),
)  # fmt: skip
"""The pages that are made from data, those of references and old addresses aside."""

FEED = "about/changes/feed.xml"
LIBRARY = "data/library"
"""Where the whole library is found for other programs, without the ending that says in which format."""
DOWNLOADS = {"bib": "BibTeX", "ris": "RIS (EndNote, Zotero)", "json": "CSL-JSON"}
"""The formats in which references can be taken away, by the endings of their files."""

FILES_OF_THE_BUILD = ("404.html", "offline.json", "sitemap.xml", "sitemap.xml.gz", "sw.js")
"""What else the build writes at the site's root."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]|^\.|\.$|(?<=^by)-(?=(?:kind|nation|year)$)")
"""What is written as a code: unusual characters, dots at the ends, and the hyphen of a key named like an index."""


def reference_slug(key: str) -> str:
    """Give a key as part of an address: what is no plain letter, digit, dot, hyphen or underscore as ~ and its code."""
    return _UNSAFE.sub(lambda found: f"~{ord(found[0]):x}", key)


def reference_uri(key: str) -> str:
    """Give the page of a reference. It has a folder of its own, so that a key such as `index` clashes with nothing."""
    return f"references/{reference_slug(key)}/index.md"


def url_of(uri: str) -> str:
    """Give the address below the site's of a page's file: nations/wales.md is nations/wales/."""
    path = uri.removesuffix(".md")
    return path.removesuffix("index") if path == "index" or path.endswith("/index") else f"{path}/"


def download_name(url: str, part: str = "") -> str:
    """Give the name, without its ending, of the file beside a page that holds its reference, or such as its sources."""
    name = url.rstrip("/").rpartition("/")[2] or "home"
    return f"{name}-{part}" if part else name


def relative_url(target: str, page: str) -> str:
    """Give the way from the page at one address to another address below the site's."""
    path, mark, anchor = target.partition("#")
    way = posixpath.relpath(f"/{path}", f"/{page}") if path != page else ""
    if way and (path.endswith("/") or not path):
        way += "/"
    return f"{way or ('' if mark else './')}{mark}{anchor}"


def generated_uris(site: Site) -> frozenset[str]:
    """Give the URIs of all pages that are made from data."""
    return frozenset((*GENERATED, *(reference_uri(key) for key in site.library.references)))
