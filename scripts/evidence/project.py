"""A project's folder as a whole: its pages, its library and its settings, read and checked."""

import gc
from dataclasses import replace
from pathlib import Path

from evidence.addresses import generated_uris
from evidence.content import Site
from evidence.problem import Problem
from evidence.read import read_site
from evidence.rules import check
from evidence.rules.files import unreadable_file
from evidence.rules.references import unreadable_reference
from evidence.settings import menu_faults, settings_faults


def examine(root: Path) -> tuple[Site, list[Problem]]:
    """Read the site under `root`; give it with its problems, those of mkdocs.yml among them."""
    # What is read here lives to the end: looking for garbage among it would take a tenth of the time.
    gc.disable()
    try:
        site = read_site(root)
        pages = {*site.by_uri, *generated_uris(site)}
        # Where nothing was read, that is told: not that every page of the menu is missing.
        if faults := (*settings_faults(root), *(menu_faults(root, pages) if site.pages else ())):
            site = replace(site, faults=(*site.faults, *faults))
        return site, check(site)
    finally:
        gc.enable()


def library_problems(site: Site) -> list[Problem]:
    """Give what keeps references.bib from being read: while there is something, nobody may rewrite the file."""
    found = check(site, (unreadable_file, unreadable_reference))
    return [problem for problem in found if problem.path == site.library.source.path]
