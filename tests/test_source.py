"""A file becomes text with addresses, whichever editor wrote it."""

import codecs
from pathlib import Path

import pytest

from evidence.source import LARGEST_PAGE, Fault, Source, read_source, write_source

BOM = b"\xef\xbb\xbf"
OLD_LETTERS = "From here on some letters are stored in an old way, so that accents would come out wrong."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"one\ntwo\n", "one\ntwo\n"),
        (b"one\r\ntwo\r\n", "one\ntwo\n"),
        (b"one\rtwo\r", "one\ntwo\n"),
        (b"one\r\r\ntwo", "one\n\ntwo"),
        (BOM + b"one\r\n", "one\n"),
        (BOM, ""),
        (b"one" + BOM, "one\ufeff"),
        ("Ŵyr 😀\u2028\x0b\x85".encode(), "Ŵyr 😀\u2028\x0b\x85"),
    ],
)
def test_line_ends_become_plain_and_a_byte_order_mark_goes(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "page.md").write_bytes(data)
    assert read_source(tmp_path, "page.md") == (Source("page.md", text), ())


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [
        ("one\ncafé au lait\n".encode("latin-1"), "one\ncaf\ufffd au lait\n", (2, 4)),
        (BOM + b"one\r\ntwo \x93quoted\x94\r\n", "one\ntwo \ufffdquoted\ufffd\n", (2, 5)),
        ("Hi\r\n".encode("utf-16"), "Hi\n", (1, 1)),
        (codecs.BOM_UTF16_BE + "Tŷ".encode("utf-16-be"), "Tŷ", (1, 1)),
        (codecs.BOM_UTF16_LE + b"T", "\ufffd", (1, 1)),
        (b"caf\xc3", "caf\ufffd", (1, 4)),
    ],
)
def test_letters_stored_in_an_old_way_are_a_fault_with_their_place(
    tmp_path: Path, data: bytes, text: str, place: tuple[int, int]
) -> None:
    (tmp_path / "page.md").write_bytes(data)
    source, (fault,) = read_source(tmp_path, "page.md")
    assert (source, source.place(fault.offset)) == (Source("page.md", text), place)
    assert (fault.message, fault.hint) == (OLD_LETTERS, "Save the file again and choose UTF-8 as its encoding.")


@pytest.mark.parametrize(("path", "reason"), [("none.md", "is not there"), ("folder", "could not be opened")])
def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    fault = Fault(0, f"The file {path} {reason}.", "Put it back, or correct its name.")
    assert read_source(tmp_path, path) == (Source(path, ""), (fault,))


def test_a_file_larger_than_the_largest_stays_unread(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"x" * 2_500_000)
    message = "This file holds 2.5 million bytes; the most is 1 million."
    fault = Fault(0, message, "Split the page into several shorter ones.")
    assert read_source(tmp_path, "page.md", LARGEST_PAGE) == (Source("page.md", ""), (fault,))


def test_a_file_as_large_as_the_largest_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_bytes(b"x" * 10)
    assert read_source(tmp_path, "page.md", 10) == (Source("page.md", "x" * 10), ())


@pytest.mark.parametrize(
    ("offset", "place", "line"),
    [
        (0, (1, 1), "é"),
        (1, (1, 2), "é"),
        (2, (2, 1), ""),
        (3, (3, 1), "three"),
        (7, (3, 5), "three"),
        (8, (3, 6), "three"),
    ],
)
def test_every_offset_has_a_line_and_a_column(offset: int, place: tuple[int, int], line: str) -> None:
    source = Source("page.md", "é\n\nthree")
    assert (source.place(offset), source.line_at(offset)) == (place, line)


def test_a_line_ends_with_a_line_feed_alone() -> None:
    source = Source("page.md", "one\u2028two\x0bthree\nfour\n")
    assert [source.place(offset) for offset in (0, 4, 14, 19)] == [(1, 1), (1, 5), (2, 1), (3, 1)]


@pytest.mark.parametrize("before", [b"old\n", b"old\r\n", None], ids=["plain", "Windows", "new"])
def test_a_file_is_written_with_the_line_ends_and_rights_that_it_had(tmp_path: Path, before: bytes | None) -> None:
    file = tmp_path / "a.md"
    if before:
        file.write_bytes(before)
        file.chmod(0o640)

    write_source(tmp_path, Source("a.md", "één\ntwo\n"))

    assert file.read_bytes().decode() == ("één\r\ntwo\r\n" if before == b"old\r\n" else "één\ntwo\n")
    assert not before or file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_a_shortcut_leads_to_is_written_and_the_shortcut_stays(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old\n")
    (tmp_path / "a.md").symlink_to("real.md")

    write_source(tmp_path, Source("a.md", "new\n"))

    assert (tmp_path / "a.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "new\n"


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    (tmp_path / "a.md" / "b").write_text("old\n")

    with pytest.raises(OSError, match="irectory"):
        write_source(tmp_path, Source("a.md", "new\n"))

    assert [path.name for path in tmp_path.rglob("*")] == ["a.md", "b"]
