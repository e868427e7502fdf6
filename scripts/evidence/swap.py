"""A finished folder in the place of the old one: a build that fails or is killed leaves the published site whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

MARK = "sitemap.xml"
"""The file by which we know a folder for a built site."""


LEFT = ".*.evidence-*"
NEW, OLD = "evidence-new", "evidence-old"


class InUseError(Exception):
    """Another build into the same folder is running."""


def beside(out: Path, what: str) -> Path:
    """Give the hidden neighbour of a folder: where the next site is built, or where the old one waits."""
    return out.with_name(f".{out.name}.{what}")


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Keep other builds away from a folder, and put right what a killed one left there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(beside(out, "lock"), timeout=0):
            _put_right(out)
            yield
    except Timeout:
        raise InUseError from None


def swap(new: Path, out: Path) -> None:
    """Put a finished folder in the place of the old one."""
    old = beside(out, OLD)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def recover(root: Path) -> None:
    """Put right what killed builds left in a folder, unless one of them is still at work."""
    for left in root.glob(LEFT):
        out = left.with_name(left.stem.removeprefix("."))
        try:
            with held(out):
                pass
        except (InUseError, OSError):
            continue


def unfit(root: Path, out: Path) -> str:
    """Say why a folder may not be built into: what is no site of ours would be lost."""
    root, out = root.resolve(), out.resolve()
    if root.is_relative_to(out) or out.is_relative_to(root / "docs"):
        return f"{out} holds the pages themselves. Name another folder."
    ours = out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))
    if out.exists() and not ours:
        return f"{out} holds something else than a built site, and building there would remove it. Name another folder."
    return ""


def _put_right(out: Path) -> None:
    new, old = beside(out, NEW), beside(out, OLD)
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)
