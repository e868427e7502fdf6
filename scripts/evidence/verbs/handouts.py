"""evidence handouts: the PDFs of some pages, or of all, to look at before the site is built."""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from evidence.content import DOCS, Site
from evidence.handouts.press import FOLDER, Press, is_printed
from evidence.pages import NotBuiltError, Pages
from evidence.project import examine
from evidence.publish import convert
from evidence.report import report
from evidence.verbs import CLEAN, PROBLEMS, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Make the PDFs of the named pages in both sizes, and say where they are."""
    site, problems = examine(ROOT)
    if problems:
        report(problems)
        return PROBLEMS
    wanted = frozenset(uri_of(page) for page in arguments.pages)
    for uri in sorted(wanted):
        if uri not in site.by_uri or not is_printed(site.by_uri[uri]):
            return misuse(f"There is no page {uri.removesuffix('.md')} that has a handout. {_such_as(site)}")
    press = Press(ROOT, site, Path(arguments.out), wanted or None)
    pages = Pages(site, press=press)
    try:
        with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
            convert(ROOT, pages, Path(folder) / "site")
    except NotBuiltError as error:
        return misuse(f"MkDocs could not build the site.\n{error}")
    except OSError as error:
        return misuse(f"{error.filename or arguments.out} cannot be written: {error.strerror}. Name another folder.")
    if pages.problems:
        report(pages.problems)
        return PROBLEMS
    made = [each for prints in press.prints.values() for each in prints]
    if wanted:
        for each in made:
            print(Path(arguments.out) / each.path)
    print(f"Made {len(made)} PDFs in {Path(arguments.out) / FOLDER}.", file=sys.stderr)
    return CLEAN


def uri_of(page: str) -> str:
    """Give the URI of a page as people name it: nations/wales, nations/wales.md or docs/nations/wales.md."""
    return f"{page.removeprefix('./').removeprefix(f'{DOCS}/').removesuffix('.md').strip('/')}.md"


def _such_as(site: Site) -> str:
    found = next((page.uri.removesuffix(".md") for page in site.pages if is_printed(page)), "")
    return f"Name one such as {found}." if found else "No page has one yet."
