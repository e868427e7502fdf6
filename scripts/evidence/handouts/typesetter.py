"""Typst, handed data as data: it reads no file but what it is given, asks no network and looks at no clock."""

import hashlib
import json
import re
import tempfile
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import typst

from evidence.handouts.sheets import Sheet, qr_code

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
SHARED = ("faces.typ", "look.typ", "words.typ", "tables.typ", "blocks.typ", "draw.typ", "wordmark.svg")
EMPTY = 11
"""Typst remembers what it set for ten documents more. After these empty ones it has forgotten a large one."""

NOWHERE = str(FONTS)
"""A folder without packages, where Typst is to look for them: it would fetch them otherwise."""

_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class NotSetError(Exception):
    """A document could not be set; the message says why.

    `sign` is what our fonts cannot show, `picture` the name of the picture that cannot be opened, if it is one of them.
    """

    def __init__(self, message: str, picture: str = "") -> None:
        super().__init__(message)
        found = _NOT_SHOWN.search(message)
        self.sign = found[1] if found else ""
        self.picture = picture


class Typesetter:
    """Sets documents as PDFs, one after the other."""

    @cached_property
    def _compiler(self) -> typst.Compiler:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])
        return typst.Compiler(font_paths=fonts, package_path=NOWHERE, package_cache_path=NOWHERE)

    @cached_property
    def _common(self) -> bytes:
        """What goes into every document: the templates, the fonts and Typst itself."""
        digest = hashlib.sha256(f"{version('typst')} {version('segno')}".encode())
        for path in sorted((*HERE.glob("*.typ"), *HERE.glob("*.svg"), *FONTS.glob("*.ttf"))):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.digest()

    def fingerprint(self, sheet: Sheet, *, large: bool) -> str:
        """Give what changes with anything that a document is made from, and with nothing else."""
        digest = hashlib.sha256(self._common + _data(sheet, large=large) + f"{sheet.template} {sheet.day}".encode())
        for name, picture in sorted(sheet.pictures.items()):
            digest.update(name.encode() + hashlib.sha256(picture.content).digest())
        return digest.hexdigest()

    def pdf(self, sheet: Sheet, *, large: bool) -> bytes:
        """Set a document, in ordinary or in large print; raise NotSetError if that is not possible."""
        files = {
            "main.typ": (HERE / sheet.template).read_bytes(),
            "data.json": _data(sheet, large=large),
            **{name: (HERE / name).read_bytes() for name in SHARED},
            "qr.svg": qr_code(str(sheet.data["address"])),
        }
        # Typst takes texts from memory and pictures from a folder: this one holds nothing else.
        with tempfile.TemporaryDirectory(prefix="evidence-") as root:
            for name, picture in sheet.pictures.items():
                (Path(root) / name).write_bytes(picture.content)
            try:
                found, warnings = self._compiler.compile_with_warnings(
                    files,  # type: ignore[type-var]  # its types do not know that it takes a mapping
                    format="pdf",
                    pdf_standards="ua-1",  # it stops rather than write a file that a screen reader could not use
                    root=root,
                    timestamp=_moment(sheet.day),
                )
            except typst.TypstError as error:
                unopened = next((name for name in sheet.pictures if not self._opens(name, root)), "")
                raise NotSetError(" ".join((error.message, *error.hints)), unopened) from None
            finally:
                if sheet.template == "pack.typ":
                    self._forget()
        if warnings or not isinstance(found, bytes):
            raise NotSetError(" ".join(warning.message for warning in warnings))
        return found

    def _opens(self, name: str, root: str) -> bool:
        """Say whether a file in a folder is a picture that Typst can open."""
        picture = f'#image("/{name}", alt: "a")'.encode()
        try:
            self._compiler.compile({"main.typ": picture}, format="pdf", root=root)  # type: ignore[type-var]
        except typst.TypstError:
            return False
        return True

    def _forget(self) -> None:
        """Let go of what Typst remembers of a pack: seven of them together take 600 MB."""
        for _ in range(EMPTY):
            self._compiler.compile(b"", format="pdf")


def _data(sheet: Sheet, *, large: bool) -> bytes:
    return json.dumps({**sheet.data, "large": large}, sort_keys=True, ensure_ascii=False).encode()


def _moment(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
