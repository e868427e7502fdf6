"""evidence handouts: the PDFs of some pages, or of all, to look at before the site is built."""

import shutil
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
    out = Path(arguments.out)
    try:
        with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
            press = Press(ROOT, site, Path(folder), wanted or None)
            pages = Pages(site, press=press)
            convert(ROOT, pages, Path(folder) / "site")
            if pages.problems:
                report(pages.problems)
                return PROBLEMS
            made = [out / each.path for prints in press.prints.values() for each in prints]
            for path in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(Path(folder) / path.relative_to(out), path)
    except NotBuiltError as error:
        return misuse(f"MkDocs could not build the site.\n{error}")
    except OSError as error:
        return misuse(f"{error.filename or out} cannot be used: {error.strerror}. Mend that, or name another folder.")
    if wanted:
        for path in made:
            print(path)
    print(f"Made {len(made)} PDFs in {out / FOLDER}.", file=sys.stderr)
    return CLEAN


def uri_of(page: str) -> str:
    """Give the URI of a page as people name it: nations/wales, nations/wales.md or docs/nations/wales.md."""
    return f"{page.removeprefix('./').removeprefix(f'{DOCS}/').removesuffix('.md').strip('/')}.md"


def _such_as(site: Site) -> str:
    found = next((page.uri.removesuffix(".md") for page in site.pages if is_printed(page)), "")
    return f"Name one such as {found}." if found else "No page has one yet."
