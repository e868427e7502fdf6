"""A text file whose every character has an address."""

import codecs
import shutil
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

LARGEST_PAGE = 1_000_000
"""Bytes of the largest page we publish: some 150,000 words, far beyond what anybody reads."""

BYTE_ORDER_MARK = "\ufeff"


class Fault(NamedTuple):
    """Something in a file that could not be read: where it is, what we found, what to do."""

    offset: int
    message: str
    hint: str


@dataclass(frozen=True)
class Source:
    """A text file: its path from the project folder, with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return tuple(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and the column of an offset, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line_at(self, offset: int) -> str:
        """Give the whole line that holds an offset, without its end."""
        start = self.line_starts[bisect_right(self.line_starts, offset) - 1]
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]


def read_source(root: Path, path: str, largest: int | None = None) -> tuple[Source, tuple[Fault, ...]]:
    """Read a file under `root` as text; give it with what could not be read, and raise nothing.

    Windows and old Macintosh line ends become plain ones and a byte-order mark goes, so that a
    file reads the same whichever editor wrote it. A file of more than `largest` bytes stays unread.
    """
    file = root / path
    try:
        if file.is_symlink() and not _inside(root, file):
            outside = f"The file {path} leads out of the project."
            return Source(path, ""), (Fault(0, outside, "Put the file itself there."),)
        data = file.read_bytes()
    except OSError as error:
        reason = "is not there" if isinstance(error, FileNotFoundError) else "could not be opened"
        return Source(path, ""), (Fault(0, f"The file {path} {reason}.", "Put it back, or correct its name."),)
    if largest and len(data) > largest:
        size = f"This file holds {len(data) / 1e6:.1f} million bytes; the most is {largest / 1e6:.0f} million."
        return Source(path, ""), (Fault(0, size, "Split the page into several shorter ones."),)
    try:
        return Source(path, plain(data.decode())), ()
    except UnicodeDecodeError as error:
        fault = Fault(
            len(plain(data[: error.start].decode())),
            "From here on some letters are stored in an old way, so that accents would come out wrong.",
            "Save the file again and choose UTF-8 as its encoding.",
        )
        old = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
        return Source(path, plain(data.decode(old, errors="replace"))), (fault,)


def write_source(root: Path, source: Source) -> None:
    """Write a text file anew, all at once, with the line ends that it had; raise OSError if that cannot be done."""
    file = (root / source.path).resolve()
    new = file.with_name(f".{file.name}.new")
    windows = file.exists() and b"\r\n" in file.read_bytes()
    try:
        new.write_text(source.text, encoding="utf-8", newline="\r\n" if windows else "\n")
        if file.exists():
            shutil.copymode(file, new)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def plain(text: str) -> str:
    """Give a file's text with plain line ends and without a byte-order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix(BYTE_ORDER_MARK)


def _inside(root: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # shortcuts that lead round in a circle
        return False
