"""evidence import: sources from another program, or by their DOI, into references.bib."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

from evidence import harvard
from evidence.bibliography import Library, read_library
from evidence.content import Site
from evidence.importing.doi import bare_doi, read_doi
from evidence.importing.taking import Taken, read_works, take_in
from evidence.importing.works import UnreadableError, Work
from evidence.kinds import KINDS, SOURCE_NATIONS
from evidence.problem import Problem
from evidence.project import library_problems
from evidence.read import read_site
from evidence.report import report
from evidence.rules import LIBRARY_RULES, check
from evidence.source import Source, write_source
from evidence.verbs import CLEAN, PROBLEMS, ROOT, NotReadError, misuse, text_of


def run(arguments: Namespace) -> int:
    """Add the sources that are new, and say what was done with each."""
    known = (*KINDS, *SOURCE_NATIONS)
    if unknown := [word for word in _words(arguments.keywords) if word not in known]:
        return misuse(f"'{unknown[0]}' is neither a kind of source nor a nation. Choose from: {', '.join(known)}.")
    if arguments.doi is not None and not bare_doi(arguments.doi):
        return misuse(f"'{arguments.doi}' is no DOI. One begins with 10. and a number: 10.1111/hex.14053")
    site = read_site(ROOT)
    if faults := library_problems(site):
        report(faults)
        print("Nothing was added: put references.bib right first.", file=sys.stderr)
        return PROBLEMS
    try:
        works = read_doi(bare_doi(arguments.doi)) if arguments.doi else read_works(text_of(arguments.file))
    except (NotReadError, UnreadableError) as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    taken = take_in(site.library, works, arguments.seen, ", ".join(_words(arguments.keywords)))
    source = Source(site.library.source.path, taken.text)
    if taken.added:
        write_source(ROOT, source)
    problems = _to_put_right(site, read_library(source), {added.entry.key for added in taken.added})
    for line in _told(taken):
        print(line)
    if problems:
        report(problems)
    left_out = len(taken.left_out) + len(taken.untitled)
    print(f"{len(taken.added)} added, {left_out} left out. Nothing that was there has changed.", file=sys.stderr)
    return PROBLEMS if problems or taken.untitled else CLEAN


def _to_put_right(site: Site, library: Library, keys: set[str]) -> list[Problem]:
    """Give what the check says of the new entries."""
    new = [
        (library.source.place(work.start)[0], library.source.place(work.end)[0])
        for work in library.references.values()
        if work.key in keys
    ]
    found = check(replace(site, library=library), LIBRARY_RULES)
    return [problem for problem in found if any(first <= problem.line <= last for first, last in new)]


def _told(taken: Taken) -> Iterator[str]:
    for work, entry in taken.added:
        yield f"Added as '{entry.key}':\n\n{entry}\n"
        yield from (f"  Please look: {doubt}" for doubt in work.doubts)
        if "keywords" not in entry.fields:
            yield "  Please add who speaks and the nation: keywords = {peer-reviewed, Wales},"
    by = harvard.labels(read_library(Source("", taken.text)))
    for work, key, shared in taken.left_out:
        yield f"Left out: {_named(work)} may already be here as '{key}' ({by[key]}): it has the same {shared}."
        yield "  If it is another work, add it to references.bib by hand, with a key of its own."
    for work in taken.untitled:
        yield f"Left out: we found no title in the source at {work.place} of the file. Add one, and import it again."


def _named(work: Work) -> str:
    who = work.authors[0].last if work.authors else "no author"
    return f"'{work.title}' ({who}, {work.year})"


def _words(keywords: str) -> list[str]:
    return [word.strip() for word in keywords.split(",") if word.strip()]
