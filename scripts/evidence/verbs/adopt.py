"""evidence adopt: the new sources that pages bring with them, moved into references.bib."""

import sys
from argparse import Namespace

from evidence.bibliography import Reference
from evidence.bibtex import Cut, cut_entries
from evidence.entries import Entry, with_entries
from evidence.harvard import MONTHS
from evidence.new_sources import without_new_sources
from evidence.project import library_problems
from evidence.read import read_site
from evidence.report import report
from evidence.rules import LIBRARY_RULES, check
from evidence.source import Source, write_source
from evidence.verbs import CLEAN, PROBLEMS, ROOT

_MONTHS = {month: month[:3].lower() for month in MONTHS}


def run(_: Namespace) -> int:
    """Move them all, or none while one of them has a problem."""
    site = read_site(ROOT)
    library = site.library
    pages = [page for page in site.pages if page.body.new_sources]
    paths = {page.source.path for page in pages}
    in_pages = [problem for problem in check(site, LIBRARY_RULES) if problem.path in paths]
    if problems := library_problems(site) or in_pages:
        report(problems)
        print("Nothing was moved: put this right first.", file=sys.stderr)
        return PROBLEMS
    new = [reference for reference in library.references.values() if reference.source.path in paths]
    # The library comes first: were this stopped half way, a source would stand twice, and the check would say so.
    if new:
        write_source(ROOT, Source(library.source.path, with_entries(library, map(_entry, new))))
    for page in pages:
        write_source(ROOT, Source(page.source.path, without_new_sources(page.body)))
    for reference in new:
        print(f"Moved '{reference.key}' from {reference.source.path} into {library.source.path}.")
    print(f"{len(new)} moved." if new else "No new source waits in a page.", file=sys.stderr)
    return CLEAN


def _entry(reference: Reference) -> Entry:
    """Write a reference as the library does, with the values that it has and the notes beside it."""
    fields = {name: _MONTHS.get(value, value) if name == "month" else value for name, value in reference.fields.items()}
    return Entry(reference.type, reference.key, fields, _notes(reference))


def _notes(reference: Reference) -> str:
    """Give the lines of its page's blocks that stand above a reference; the last one has those below it too."""
    text = reference.source.text
    cuts = [cut for cut in cut_entries(text) if isinstance(cut, Cut)]
    entries = [cut for cut in cuts if cut.type != "string"]
    first = max((cut.end for cut in entries if cut.start < reference.start), default=0)
    end = len(text) if reference.start == entries[-1].start else reference.start
    within = [cut for cut in cuts if first <= cut.start < end]
    starts, ends = [first, *(cut.end for cut in within)], [*(cut.start for cut in within), end]
    lines = (line.strip() for start, stop in zip(starts, ends, strict=True) for line in text[start:stop].splitlines())
    return "\n".join(filter(None, lines))
