"""evidence generate: the rendered site as plain Markdown, for another generator."""

import sys
from argparse import Namespace
from pathlib import Path

from evidence.content import DOCS
from evidence.generate import write_site
from evidence.project import examine
from evidence.render import Renderer
from evidence.report import report
from evidence.verbs import CLEAN, PROBLEMS, ROOT, misuse


def run(arguments: Namespace) -> int:
    """Write every page into a new folder."""
    out = Path(arguments.out)
    site, problems = examine(ROOT)
    if problems:
        report(problems)
        return PROBLEMS
    try:
        if out.resolve().is_relative_to((ROOT / DOCS).resolve()):
            return misuse(f"{out} is among the pages themselves. Name another folder.")
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            return misuse(f"{out} is not an empty folder. Name a new one.")
        count = write_site(Renderer(site), out, ROOT / DOCS)
    except OSError as error:
        return misuse(f"{error.filename or out} cannot be written: {error.strerror}. Name another folder.")
    print(f"Wrote {count} pages into {out}.", file=sys.stderr)
    return CLEAN
