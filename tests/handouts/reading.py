"""A PDF read back: its words, and what stands beside them on each page, such as its foot."""

import ctypes
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

UTF16 = ctypes.POINTER(ctypes.c_ushort)


def read_back(path: Path) -> list[tuple[str, str]]:
    """Give the words of each page, and what is no part of them: its foot, and the head of a table that goes on."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = []
        for page in document:
            found = {False: "", True: ""}
            text = page.get_textpage()
            for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                found[is_artifact(piece)] += _words(piece, text)
            pages.append((found[False], found[True]))
        return pages
    finally:
        document.close()


def is_artifact(piece: pypdfium2.PdfObject) -> bool:
    """Say whether a piece of a page is no part of its words, as its foot is."""
    marks = range(pdfium.FPDFPageObj_CountMarks(piece))
    return any(_name(pdfium.FPDFPageObj_GetMark(piece, number)) == "Artifact" for number in marks)


def _words(piece: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    def ask(place: ctypes.Array[ctypes.c_char] | None, size: int) -> int:
        return int(pdfium.FPDFTextObj_GetText(piece, text, ctypes.cast(place, UTF16) if place else None, size))

    return _filled(ask, ask(None, 0))


def _name(mark: object) -> str:
    length = ctypes.c_ulong()

    def ask(place: ctypes.Array[ctypes.c_char], size: int) -> int:
        return int(pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(place, UTF16), size, length))

    return _filled(ask, 64)


def _filled(ask: Callable[[ctypes.Array[ctypes.c_char], int], int], size: int) -> str:
    place = ctypes.create_string_buffer(size)
    ask(place, size)
    return place.raw.decode("utf-16le").rstrip("\0")
