"""A project's folder read into memory: its pages, its library and its settings."""

import os
from collections.abc import Iterator
from pathlib import Path

from evidence import bibliography
from evidence.bibliography import read_library
from evidence.blocks import read_body
from evidence.citations import scan_body
from evidence.content import DOCS, Page, Site
from evidence.front_matter import read_front_matter
from evidence.new_sources import with_new_sources
from evidence.page_types import page_type_of
from evidence.settings import read_settings
from evidence.source import LARGEST_PAGE, Fault, Source, read_source


def read_page(source: Source, uri: str, file_faults: tuple[Fault, ...] = ()) -> Page:
    """Read one page; what cannot be read becomes its faults."""
    front_matter, faults = read_front_matter(source)
    body = read_body(source, front_matter.end)
    return Page(uri, source, page_type_of(uri), front_matter, body, scan_body(body), file_faults, faults)


def read_site(root: Path) -> Site:
    """Read the docs folder, references.bib and mkdocs.yml under `root`. Raises nothing on what they hold."""
    docs = root / DOCS
    pages, files, faults = [], [], []
    if not docs.is_dir():
        faults.append(
            (Source(DOCS, ""), Fault(0, "The folder docs/ is not there.", "Run this where the project's files are."))
        )
    for uri, wrong in _files(docs, "") if docs.is_dir() else ():
        path = f"{DOCS}/{uri}"
        if wrong:
            hint = "Put the file itself there, under a plain name."
            faults.append((Source(path, ""), Fault(0, f"{path} {wrong}.", hint)))
        elif not uri.endswith(".md"):
            files.append(uri)
        elif not uri.rpartition("/")[2].startswith("_"):
            source, page_faults = read_source(root, path, LARGEST_PAGE)
            pages.append(read_page(source, uri, page_faults))
    source, library_faults = read_source(root, bibliography.PATH)
    faults += [(source, fault) for fault in library_faults]
    pages.sort(key=lambda page: page.uri)
    library = with_new_sources(read_library(source), (page.body for page in pages))
    return Site(tuple(pages), frozenset(files), library, read_settings(root), tuple(faults))


def _files(docs: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Give each file's path below docs/, and what is wrong with it if it cannot be read there."""
    try:
        entries = sorted(os.scandir(docs / folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, "could not be opened"
        return
    for entry in entries:
        uri = f"{folder}{entry.name}"
        if entry.name.startswith("."):
            continue
        if not _is_utf8(entry.name):
            yield uri.encode(errors="replace").decode(), "has a name with letters stored in an old way"
        elif entry.is_symlink() and (not _inside(docs, entry.path) or entry.is_dir()):
            yield uri, "leads out of the folder docs/, or to a whole folder"
        elif entry.is_dir():
            yield from _files(docs, f"{uri}/")
        else:
            ordinary = entry.is_file() or not Path(entry.path).exists()
            yield uri, "" if ordinary else "is no ordinary file"


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _inside(docs: Path, path: str) -> bool:
    try:
        return Path(path).resolve().is_relative_to(docs.resolve())
    except (OSError, RuntimeError):  # shortcuts that lead round in a circle
        return False
