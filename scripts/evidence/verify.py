"""The last gate: finds in the built HTML what no reader should meet.

It knows nothing of MkDocs, so it still guards the site if another generator takes its place.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from evidence.built import BuiltSite, read_built
from evidence.policy import script_hash
from evidence.problem import Problem
from evidence.settings import Settings

HOME = "index.html"
MAY_BE_ALONE = ("404.html",)
SCHEMES = ("http", "https", "mailto", "tel", "data")

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def verify(folder: Path, settings: Settings) -> list[Problem]:
    """Read every page under `folder`; give what is wrong, sorted by file and line."""
    site = read_built(folder)
    found = (
        _leaks(site),
        _broken_links(site, settings),
        _outside_requests(site, settings),
        _unreachable(site, settings),
        _ungoverned(site),
    )
    return sorted(problem for problems in found for problem in problems)


def is_outside(address: str, settings: Settings) -> bool:
    """Say whether an address leads off the site."""
    if not address.startswith("//") and not _SCHEME.match(address):
        return False
    return not (settings.site_url and address.startswith(settings.site_url))


@lru_cache(maxsize=100_000)
def resolve(address: str, folder: str, scope: str) -> tuple[str, str]:
    """Give the file and the anchor to which an address leads from a page in a folder; "" for the page itself."""
    parts = urlsplit(address)
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if not path and not parts.netloc:
        return "", anchor
    if path.startswith("/"):
        if not f"{path}/".startswith(scope):
            return f"{path} outside the site", anchor
        folder, path = "", path[len(scope) :]
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    if path.endswith("/") or not target or path.rpartition("/")[2] in ("", ".", ".."):
        target = f"{target}/{HOME}".lstrip("/")
    return target, anchor


def _leaks(site: BuiltSite) -> Iterator[Problem]:
    for page in site.pages.values():
        for leak, line in page.leaks:
            hint = "Write the citation or the tag so that the check can read it."
            yield Problem(page.path, line, 1, "leaked-markup", f"{leak} has reached the published page.", hint)


def _broken_links(site: BuiltSite, settings: Settings) -> Iterator[Problem]:
    for page in (*site.pages.values(), *site.styles.values()):
        folder = posixpath.dirname(page.path)
        for address, line in dict.fromkeys((*page.links, *page.loads)):
            scheme = _SCHEME.match(address)
            if scheme and scheme[1].lower() not in SCHEMES:
                message = f"The link '{address}' is of a kind that readers cannot follow."
                yield Problem(page.path, line, 1, "broken-link", message, "Link to a page or a web address.")
            elif not is_outside(address, settings):
                target, anchor = resolve(address, folder, settings.scope)
                if fault := _fault(site, address, target or page.path, anchor):
                    yield Problem(page.path, line, 1, "broken-link", *fault)


def _fault(site: BuiltSite, address: str, target: str, anchor: str) -> tuple[str, str] | None:
    if target not in site.files:
        return f"The link '{address}' leads nowhere.", "Correct it."
    if anchor and target in site.pages and anchor not in site.pages[target].ids:
        return f"The link '{address}' leads to a place that is not on that page.", "Correct what stands behind its #."
    return None


def _outside_requests(site: BuiltSite, settings: Settings) -> Iterator[Problem]:
    for page in (*site.pages.values(), *site.styles.values()):
        for address, line in page.loads:
            if is_outside(address, settings) and not address.startswith("data:"):
                message = f"This page would load '{address}' from another host."
                yield Problem(page.path, line, 1, "outside-request", message, "Keep the file in docs/assets/.")


def _unreachable(site: BuiltSite, settings: Settings) -> Iterator[Problem]:
    reached, waiting = {HOME}, [HOME]
    while waiting:
        path = waiting.pop()
        folder = posixpath.dirname(path)
        for address, _ in site.pages[path].links if path in site.pages else ():
            if is_outside(address, settings):
                continue
            target, _anchor = resolve(address, folder, settings.scope)
            if target in site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    for path, page in site.pages.items():
        if path not in reached and not page.moved and path not in MAY_BE_ALONE:
            hint = "Link to it from the index of its folder."
            yield Problem(path, 1, 1, "unreachable-page", "No way leads from the home page to this page.", hint)


def _ungoverned(site: BuiltSite) -> Iterator[Problem]:
    for path, page in site.pages.items():
        if not page.policy:
            message, hint = "This page does not say what it may load.", "Write the policy at the top of its head."
            yield Problem(path, 1, 1, "missing-policy", message, hint)
        for script, line in page.scripts:
            if page.policy and script_hash(script) not in page.policy:
                hint = "Keep scripts in docs/assets/."
                yield Problem(path, line, 1, "unlisted-script", "This page holds a script of its own.", hint)
