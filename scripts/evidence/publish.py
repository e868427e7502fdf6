"""Check, build beside the old site, verify, swap."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evidence.compounds import compounds
from evidence.content import Site
from evidence.exports.files import write_files
from evidence.handouts.press import Press
from evidence.mkdocs_plugin import build_html
from evidence.offline import put_list
from evidence.on_paper import spell_out
from evidence.pages import NotBuiltError, Pages
from evidence.policy import put_policy
from evidence.problem import Problem
from evidence.project import examine
from evidence.render import Renderer
from evidence.search_index import index
from evidence.swap import NEW, InUseError, beside, held, swap, unfit
from evidence.verify import verify


@dataclass(frozen=True)
class Outcome:
    """What came of a build: the problems that stopped it, what else did, or how many pages there are."""

    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    pages: int = 0


def build(root: Path, out: Path, *, for_publishing: bool = False, handouts: bool = True) -> Outcome:
    """Check the project under `root`, build it into `out` and swap it in only if all is well."""
    site, problems = examine(root)
    if problems:
        return Outcome(tuple(problems))
    if for_publishing and (refusal := _placeholders(site)):
        return Outcome(refusal=refusal)
    out = out.resolve()
    try:
        if refusal := unfit(root, out):
            return Outcome(refusal=refusal)
        with held(out):
            return _build(root, site, out, handouts=handouts)
    except InUseError:
        return Outcome(refusal=f"Another build into {out} is running. Wait for it to end.")
    except NotBuiltError as error:
        return Outcome(refusal=f"MkDocs could not build the site.\n{error}")
    except OSError as error:
        why = f"{error.filename or out} cannot be used: {error.strerror}."
        return Outcome(refusal=f"{why} Mend that, or choose another folder with --out.")


def convert(root: Path, pages: Pages, out: Path, preview: str = "") -> str:
    """Turn pages into HTML; give what MkDocs warns of. A page on which MkDocs fails is left empty and reported."""
    while True:
        try:
            return build_html(root, pages, out, preview)
        except Exception as error:
            # Extensions of Markdown raise what they like, and a page nested too deeply raises RecursionError.
            if not pages.give_up(error):
                raise


def finish(new: Path, renderer: Renderer) -> str:
    """Put what readers take away beside finished pages, and what is made of them; give what the search complains of."""
    write_files(renderer, new)
    refusal = index(new, compounds(renderer.site))
    spell_out(new, renderer.site.settings.site_url)
    put_policy(new)
    put_list(new, renderer.site.checked)
    return refusal


def _build(root: Path, site: Site, out: Path, *, handouts: bool) -> Outcome:
    # MkDocs writes this date in place of today's, so that the same content gives the same bytes.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(site.checked).replace(tzinfo=UTC).timestamp()))
    new = beside(out, NEW)
    pages = Pages(site, press=Press(root, site, new) if handouts else None)
    try:
        complaint = convert(root, pages, new)
        if pages.problems:
            return Outcome(tuple(pages.problems))
        if complaint:
            return Outcome(refusal=f"MkDocs could not build the site.\n{complaint}")
        if refusal := finish(new, pages.renderer):
            return Outcome(refusal=refusal)
        if problems := verify(new, site.settings):
            return Outcome(tuple(problems))
        count = sum(1 for _ in new.rglob("index.html"))
        swap(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Outcome(pages=count)


def _placeholders(site: Site) -> str:
    if names := site.settings.placeholders:
        named = ", ".join(names).replace("_", " ")
        return f"mkdocs.yml still holds placeholders for: {named}. Put the real values there before publishing."
    return ""
