"""evidence check: say what is to be put right, in all files or in some."""

import os
import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from evidence import bibliography, settings
from evidence.content import DOCS
from evidence.mending import mended
from evidence.project import examine
from evidence.read import read_site
from evidence.report import report
from evidence.source import write_source
from evidence.verbs import CLEAN, PROBLEMS, ROOT, misuse

CHECKED = (DOCS, bibliography.PATH, settings.PATH)


def run(arguments: Namespace) -> int:
    """Report the problems of the named files and folders, or of all."""
    for path in arguments.paths:
        if not os.path.lexists(ROOT / path):
            return misuse(f"There is no file or folder {path}.")
        if Path(path).name.startswith("_"):
            return misuse(f"{path} is a template: it is neither checked nor published.")
        if not any(_holds(path, checked) or _holds(checked, path) for checked in CHECKED):
            return misuse(f"Nothing in {path} is checked. What is: {', '.join(CHECKED)}.")
    if arguments.fix:
        _mend(arguments.paths)
    site, problems = examine(ROOT)
    if arguments.paths:
        problems = [problem for problem in problems if any(_holds(path, problem.path) for path in arguments.paths)]
    # Notes need what makes the health page, which a plain check has no time to start.
    notes = import_module("evidence.made.health").notes(site, arguments.first) if arguments.format == "github" else ()
    report(problems, arguments.format, arguments.first, notes)
    return PROBLEMS if problems else CLEAN


def _mend(paths: list[str]) -> None:
    """Put right in the named pages, or in all, what is safe, and say what that was."""
    for page in read_site(ROOT).pages:
        if page.file_faults or (paths and not any(_holds(path, page.source.path) for path in paths)):
            continue
        source, mends = mended(page)
        if mends:
            write_source(ROOT, source)
        for mend in mends:
            print(f"Mended {source.path}, {mend}", file=sys.stderr)


def _holds(folder: str | Path, path: str | Path) -> bool:
    return (ROOT / path).resolve().is_relative_to((ROOT / folder).resolve())
