"""evidence import: what it adds, what it leaves out, and what it says."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from evidence.__main__ import main

RIS = "TY  - RPRT\nAU  - Age Cymru\nTI  - A golden thread\nPB  - Age Cymru\nPY  - 2024\nER  - \n"
ADDED = """@techreport{agecymru2024golden,
  author       = {{Age Cymru}},
  title        = {A golden thread},
  institution  = {Age Cymru},
  year         = {2024},
  keywords     = {report},
  seen         = {record},
}
"""


@pytest.fixture(autouse=True)
def in_the_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def test_a_new_source_is_added_in_its_place_and_nothing_else_changes(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = project / "references.bib"
    before = library.read_text(encoding="utf-8")
    Path("more.ris").write_text(RIS, encoding="utf-8")

    code = main(["import", "more.ris"])

    out, err = capsys.readouterr()
    assert (code, library.read_text(encoding="utf-8")) == (0, f"{ADDED}\n{before}")
    assert out == (
        f"Added as 'agecymru2024golden':\n\n{ADDED}\n"
        "  Please look: We took 'Age Cymru' for an organisation. If it is a person, write: Surname, Given.\n"
    )
    assert err.endswith("1 added, 0 left out. Nothing that was there has changed.\n")
    assert main(["check"]) == 0


def test_a_second_import_adds_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.ris").write_text(RIS, encoding="utf-8")
    main(["import", "more.ris"])
    before = (project / "references.bib").read_bytes()
    capsys.readouterr()

    code = main(["import", "more.ris"])

    assert (code, (project / "references.bib").read_bytes()) == (0, before)
    assert capsys.readouterr().out == (
        "Left out: 'A golden thread' (Age Cymru, 2024) may already be here as 'agecymru2024golden' (Age Cymru, 2024): "
        "it has the same title and year.\n"
        "  If it is another work, add it to references.bib by hand, with a key of its own.\n"
    )


def test_what_is_piped_in_is_read_and_the_words_said_about_it_are_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbf" + RIS.encode())))

    assert main(["import", "-", "--seen", "whole", "--keywords", "lived-experience, Wales"]) == 0

    text = (project / "references.bib").read_text(encoding="utf-8")
    assert "  keywords     = {lived-experience, Wales},\n  seen         = {whole},\n" in text


def test_what_is_missing_in_a_new_entry_is_said_at_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.bib").write_text("@article{x, title = {Zebras}}", encoding="utf-8")

    code = main(["import", "more.bib"])

    assert code == 1
    assert capsys.readouterr().out.endswith(
        "  Please add who speaks and the nation: keywords = {peer-reviewed, Wales},\n"
        "references.bib:1:1: The reference 'anonndzebras' has no author. Add author = {Surname, Given} or, "
        "for an organisation, author = {{Social Care Wales}}. [incomplete-reference]\n"
        "references.bib:1:1: The reference 'anonndzebras' has no place to find it. "
        "Add url = {https://…}, a doi, a journal or a publisher. [incomplete-reference]\n"
    )


def test_a_source_without_a_title_is_left_out_and_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.ris").write_text("TY  - JOUR\nAU  - A, B\n\n" + RIS, encoding="utf-8")

    code = main(["import", "more.ris"])

    out, err = capsys.readouterr()
    assert code == 1
    assert ADDED in (project / "references.bib").read_text(encoding="utf-8")
    assert out.endswith(
        "Left out: we found no title in the source at line 1 of the file. Add one, and import it again.\n"
    )
    assert err.endswith("1 added, 1 left out. Nothing that was there has changed.\n")


def test_the_line_ends_of_the_library_stay(project: Path) -> None:
    library = project / "references.bib"
    before = library.read_bytes().replace(b"\n", b"\r\n")
    library.write_bytes(before)
    Path("more.ris").write_text(RIS, encoding="utf-8")

    main(["import", "more.ris"])

    assert library.read_bytes() == ADDED.replace("\n", "\r\n").encode() + b"\r\n" + before


def test_a_library_that_cannot_be_read_is_left_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = project / "references.bib"
    library.write_text("@misc{a,\n", encoding="utf-8")
    Path("more.ris").write_text(RIS, encoding="utf-8")

    code = main(["import", "more.ris"])

    out, err = capsys.readouterr()
    assert (code, library.read_text(encoding="utf-8")) == (1, "@misc{a,\n")
    assert out.startswith("references.bib:1:1: The reference 'a' is opened but never closed.")
    assert err.endswith("Nothing was added: put references.bib right first.\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"TY  - JOUR\nTI  - Caf\xe9\nER  - \n", "Save it again and choose UTF-8 as its encoding.\n"),
        (b"", "We found no source in this file. It should be BibTeX, RIS or CSL-JSON.\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so(data: bytes, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.txt").write_bytes(data)

    assert main(["import", "more.txt"]) == 1
    assert capsys.readouterr().err.endswith(said)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.ris"], 1),
        (["--doi", "11.1/x"], 2),
        (["--doi", ""], 2),
        (["-", "--keywords", "interesting"], 2),
    ],
)
def test_misuse_is_said_plainly(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", *arguments]) == code
    assert "Traceback" not in capsys.readouterr().err
