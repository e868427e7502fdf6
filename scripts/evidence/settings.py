"""What a publisher sets in mkdocs.yml, read without MkDocs."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import yaml

from evidence.source import Fault, Source, read_source

PATH = "mkdocs.yml"
PLACEHOLDER = re.compile(r"(?<![\w-])example\.org(?!\w|-|\.\w)", re.IGNORECASE)
"""example.org and what stands below it: nobody can own it, so nobody mistakes it for a real address."""

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.~/-]*)?", re.ASCII)
_SHAPES = (
    (_ADDRESS, "Write the whole address: https://www.example.org/doing-with/"),
    (_ADDRESS, "Write the whole address: https://code.example.org/doing-with"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII), "Write an e-mail address: contact@example.org"),
)
"""What the site's address, the repository and the contact look like."""

_NAMES = ("name", "repository", "contact")
"""What stands in the publisher's block, beside the site's address."""

_HINT = "Put back mkdocs.yml as it was, then change one line at a time."


@dataclass(frozen=True)
class Settings:
    """The publisher's own values (where the site stands, where its files are kept, who answers) and the site's name."""

    site_url: str = ""
    repository: str = ""
    contact: str = ""
    publisher: str = ""
    site_name: str = ""

    @property
    def scope(self) -> str:
        """The path below which the site stands: "/" at a domain's root, else such as "/doing-with/"."""
        return urlsplit(self.site_url).path or "/"

    def corrections(self, title: str, address: str) -> tuple[str, ...]:
        """Where readers send a correction to a page: a new issue in the repository, and an e-mail."""
        return self._letters(f"Correction: {title}", f"The page: {address}\n\nWhat is not right:\n")

    def example(self, what: str = "") -> str:
        """Where readers tell of an example that the site does not have yet, and of what it would be one."""
        body = "What happened, and where:\n\nWhere we can read about it:\n"
        return next(iter(self._letters(f"An example: {what}" if what else "An example", body)), "")

    def _letters(self, title: str, body: str) -> tuple[str, ...]:
        issue = urlencode({"title": title, "body": body}, quote_via=quote)
        mail = urlencode({"subject": title, "body": body}, quote_via=quote)
        ways = (
            self.repository and f"{self.repository.rstrip('/')}/issues/new?{issue}",
            self.contact and f"mailto:{self.contact}?{mail}",
        )
        return tuple(way for way in ways if way)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Give the names of the publisher's values that still stand under example.org or are empty."""
        own = ("site_url", "repository", "contact", "publisher")
        return tuple(name for name in own if not getattr(self, name) or PLACEHOLDER.search(getattr(self, name)))


def read_settings(root: Path) -> Settings:
    """Read the publisher's block of mkdocs.yml; what is missing or cannot be read is left empty."""
    config, _, _ = _read(root)
    publisher = _mapping(_mapping(config.get("extra")).get("publisher"))
    site_url = _text(config.get("site_url"))
    return Settings(
        # MkDocs adds the last slash too.
        f"{site_url.rstrip('/')}/" if site_url else "",
        _text(publisher.get("repository")),
        _text(publisher.get("contact")),
        _text(publisher.get("name")),
        _text(config.get("site_name")),
    )


def settings_faults(root: Path) -> list[tuple[Source, Fault]]:
    """Give what could not be read in mkdocs.yml."""
    config, source, faults = _read(root)
    publisher = _mapping(_mapping(config.get("extra")).get("publisher"))
    values = {"site_url": config.get("site_url"), **{name: publisher.get(name) for name in _NAMES[1:]}}
    wrong = [
        Fault(max(source.text.find(f"{name}:"), 0), f"'{value}' cannot be the {name} of mkdocs.yml.", hint)
        for (name, value), (shape, hint) in zip(values.items(), _SHAPES, strict=True)
        if value and not (isinstance(value, str) and shape.fullmatch(value.strip()))
    ]
    wrong += [
        Fault(
            source.text.find(name),
            f"A publisher has no setting '{name}' in mkdocs.yml.",
            f"There are: {', '.join(_NAMES)}.",
        )
        for name in publisher
        if name not in _NAMES
    ]
    return [(source, fault) for fault in (*faults, *wrong)]


def menu_faults(root: Path, uris: Collection[str]) -> list[tuple[Source, Fault]]:
    """Give the pages that the menu of mkdocs.yml names though they are none of `uris`."""
    config, source, _ = _read(root)
    faults, at = [], max(source.text.find("nav:"), 0)
    for uri in _pages(config.get("nav")):
        at = max(source.text.find(uri, at + 1), at)
        if uri not in uris:
            message = f"The menu in mkdocs.yml names the page '{uri}', which is not there."
            faults.append((source, Fault(at, message, "Put the page back, or take its line out of the menu.")))
    return faults


def _pages(menu: object) -> Iterator[str]:
    if isinstance(menu, str) and menu.endswith(".md"):
        yield menu
    elif isinstance(menu, list | dict):
        for part in menu.values() if isinstance(menu, dict) else menu:
            yield from _pages(part)


def _read(root: Path) -> tuple[Mapping[str, object], Source, tuple[Fault, ...]]:
    source, faults = read_source(root, PATH)
    if faults:
        return {}, source, faults
    try:
        # The base loader makes nothing but text, lists and mappings of what it reads, whatever tags stand there.
        config = yaml.load(source.text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = min(mark.index, len(source.text)) if mark else 0
        return {}, source, (Fault(offset, f"We could not read mkdocs.yml near '{_near(source, offset)}'.", _HINT),)
    except (yaml.YAMLError, RecursionError):
        return {}, source, (Fault(0, "We could not read mkdocs.yml.", _HINT),)
    if not isinstance(config, dict):
        return {}, source, (Fault(0, "mkdocs.yml holds no settings.", _HINT),)
    return config, source, ()


def _near(source: Source, offset: int) -> str:
    return source.line_at(offset).strip() or source.line_at(max(offset - 1, 0)).strip()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
