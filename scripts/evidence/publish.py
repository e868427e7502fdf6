"""Build beside the old site, verify, swap: a build that fails or is killed leaves the published site whole."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from evidence.content import Site, read_site
from evidence.mkdocs_plugin import build_html
from evidence.problem import Problem
from evidence.rules import check
from evidence.verify import verify

MARK = "sitemap.xml"
"""The file by which we know a folder for a built site."""


@dataclass(frozen=True)
class Outcome:
    """What came of a build: the problems that stopped it, or what else did; the site's folder and pages if nothing did."""

    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    pages: int = 0


def build(root: Path, out: Path, *, for_publishing: bool = False) -> Outcome:
    """Check the project under `root`, build it into `out` and swap it in only if all is well."""
    if refusal := _unfit(root, out):
        return Outcome(refusal=refusal)
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(_beside(out, "lock"), timeout=0):
            recover(out)
            return _build(root, out, for_publishing=for_publishing)
    except Timeout:
        return Outcome(refusal=f"Another build into {out} is running. Wait for it to end.")


def recover(out: Path) -> None:
    """Put right what a build killed between its two renames left behind."""
    new, old = _beside(out, "new"), _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)


def swap(new: Path, out: Path) -> None:
    """Put a finished folder in the place of the old one."""
    old = _beside(out, "old")
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _build(root: Path, out: Path, *, for_publishing: bool) -> Outcome:
    site = read_site(root)
    if problems := check(site):
        return Outcome(tuple(problems))
    if for_publishing and (refusal := _placeholders(site)):
        return Outcome(refusal=refusal)
    new = _beside(out, "new")
    try:
        if complaint := build_html(root, site, new):
            return Outcome(refusal=f"MkDocs could not build the site: {complaint}")
        if problems := verify(new, site.settings):
            return Outcome(tuple(problems))
        pages = sum(1 for _ in new.rglob("index.html"))
        swap(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Outcome(pages=pages)


def _beside(out: Path, what: str) -> Path:
    return out.with_name(f".{out.name}.{what}")


def _unfit(root: Path, out: Path) -> str:
    """Say why a folder may not be built into: what is no site of ours would be lost."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file()):
        return f"{out} holds something else than a built site, and building there would remove it. Name another folder."
    if root.resolve() == out.resolve() or (root / "docs").resolve() in (out.resolve(), *out.resolve().parents):
        return f"{out} holds the pages themselves. Name another folder."
    return ""


def _placeholders(site: Site) -> str:
    if names := site.settings.placeholders:
        return f"mkdocs.yml still holds placeholders for: {', '.join(names)}. Put the real values there before publishing."
    return ""
