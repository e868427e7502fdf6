"""evidence format: references.bib in order, with nothing changed that it says."""

import sys
from argparse import Namespace

from evidence.project import library_problems
from evidence.read import read_site
from evidence.report import report
from evidence.source import Source, write_source
from evidence.tidying import tidied
from evidence.verbs import CLEAN, PROBLEMS, ROOT


def run(_: Namespace) -> int:
    """Put the library in order, and say how many of its lines changed."""
    site = read_site(ROOT)
    if faults := library_problems(site):
        report(faults)
        print("Nothing was changed: put references.bib right first.", file=sys.stderr)
        return PROBLEMS
    before, after = site.library.source.text, tidied(site.library)
    if before == after:
        print("references.bib is in order already.", file=sys.stderr)
        return CLEAN
    write_source(ROOT, Source(site.library.source.path, after))
    print("Put references.bib in order. Its sources say what they said before.", file=sys.stderr)
    return CLEAN
