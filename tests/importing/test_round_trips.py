"""What leaves the library in another format and comes back is the same work."""

import json
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest
import rispy

from evidence.bibliography import PATH, Library, Reference, read_library
from evidence.csl import reference_item
from evidence.entries import ORDER, Entry
from evidence.exports.formats import FORMATS, Format
from evidence.importing.taking import read_works, take_in
from evidence.source import Source

ROOT = Path(__file__).parents[2]
OWN = (ROOT / PATH).read_text(encoding="utf-8")
RIS_TYPES = {"article": "JOUR", "book": "BOOK", "techreport": "RPRT", "misc": "ELEC"}


def as_csl_by_pandoc(text: str) -> str:
    return str(pypandoc.convert_text(text, "csljson", format="bibtex"))


def as_ris_by_rispy(text: str) -> str:
    records = []
    for work in read_library(Source("", text)).references.values():
        record: dict[str, object] = {
            "type_of_reference": RIS_TYPES[work.type],
            "authors": [f"{name.last}, {name.first}".removesuffix(", ") for name in work.authors],
            "title": work.text("title"),
            "year": work.year if work.year != "n.d." else "",
            "secondary_title": work.text("journal") or work.text("howpublished"),
            "publisher": work.text("publisher") or work.text("institution"),
        }
        record |= {name: work.text(name) for name in ("volume", "number", "doi") if work.text(name)}
        if work.fields.get("url"):
            record["urls"] = [work.fields["url"]]
        if pages := work.fields.get("pages"):
            record["start_page"], record["end_page"] = pages.split("--")
        records.append({name: value for name, value in record.items() if value})
    return str(rispy.dumps(records))


def known(reference: Reference) -> str:
    """Give what every format can hold of a work. Pandoc changes capitals and apostrophes, so they are made alike."""
    names = [(name.last, name.first) for name in reference.authors]
    texts = [reference.text(name) for name in ("title", "year", "volume", "number", "pages", "journal")]
    held = (names, texts, reference.doi, "" if reference.doi else reference.address)
    return json.dumps(held, ensure_ascii=False).casefold().replace("’", "'")


@pytest.mark.parametrize("written", [str, as_csl_by_pandoc, as_ris_by_rispy], ids=["BibTeX", "CSL-JSON", "RIS"])
def test_200_entries_come_back_from_each_format(generated_library: str, written: Callable[[str], str]) -> None:
    before = read_library(Source("references.bib", generated_library))

    taken = take_in(Library(Source("references.bib", ""), {}, (), ()), read_works(written(generated_library)), "record")

    after = read_library(Source("references.bib", taken.text))
    assert (len(taken.added), taken.left_out, after.faults) == (200, (), ())
    assert sorted(map(known, after.references.values())) == sorted(map(known, before.references.values()))


@pytest.mark.parametrize("written", [str, as_csl_by_pandoc, as_ris_by_rispy], ids=["BibTeX", "CSL-JSON", "RIS"])
def test_what_comes_back_is_found_to_be_there(generated_library: str, written: Callable[[str], str]) -> None:
    before = read_library(Source("references.bib", generated_library))

    taken = take_in(before, read_works(written(generated_library)), "record")

    assert (taken.added, taken.text) == ((), generated_library)


TYPES = ("article", "book", "incollection", "inproceedings", "misc", "phdthesis", "techreport")
VALUES = {
    "author": "Loeffler, Elke and {Smith and Jones}, {Ann and Bob} and {Social Care Wales}",
    "editor": "O'Neill, Máire",
    "year": "2019",
    "month": "may",
    "pages": "4--9",
    "doi": "10.1234/ab",
    "isbn": "978-1-78-345678-1",
    "url": "https://example.org/a_b;c?d=1;e",
    "urldate": "2026-11-23",
    "keywords": "review, Wales",
    "seen": "part",
}


def full(kind: str) -> str:
    """Give an entry of a type with every field that the library knows: the names of these are its words."""
    fields = {name: VALUES.get(name, f"Words \\& {name}") for name in ORDER if name != "journaltitle"}
    return str(Entry(kind, f"loeffler2019{kind}", fields)) + "\n"


def sparse(kind: str) -> str:
    """Give entries of a type that name in one field alone what holds the work, or who issued it."""
    names = ("journal", "booktitle", "howpublished", "publisher", "institution", "organization", "school")
    fields = [{**VALUES, "title": f"Words in {name}", "doi": f"10.1234/{name}", name: "Words"} for name in names]
    return "".join(f"{Entry(kind, f'loeffler2019{name}', held)}\n" for name, held in zip(names, fields, strict=True))


def years(kind: str) -> str:
    """Give entries of a type with the years that are more than four figures."""
    fields = [
        {**VALUES, "title": f"Words {year}", "doi": f"10.1234/{year[-2:]}", "year": year}
        for year in ("n.d.", "in press", "2020/21", "2011/12", "2020-23", "2013–2014")
    ]
    return "".join(f"{Entry(kind, f'loefflernd{number}', held)}\n" for number, held in enumerate(fields))


def whole(reference: Reference, form: Format) -> object:
    """Give all of an entry that a format can hold. RIS cuts names in two at a comma, so an organisation loses its."""
    names = [
        name._replace(last=name.last.replace(",", "")) if form.suffix == "ris" and name.organisation else name
        for name in reference.authors
    ]
    held = {name: reference.text(name) for name in reference.fields if name != "author"}
    return reference.key, reference.type, names, held


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("entries", [full, sparse, years])
def test_no_type_of_entry_and_no_field_is_lost_on_the_way(
    form: Format, kind: str, entries: Callable[[str], str]
) -> None:
    """What `import` wrote once leaves the site and comes back as it was."""
    empty = Library(Source(PATH, ""), {}, (), ())
    before = read_library(Source(PATH, take_in(empty, read_works(entries(kind))).text)).references
    offered = form.joined(form.write(reference_item(work)) for work in before.values())

    after = read_library(Source(PATH, take_in(empty, read_works(offered)).text)).references

    assert len(before) == entries(kind).count("@")
    assert {work.type for work in before.values()} == {kind}
    if entries is full:
        assert {name for work in before.values() for name in work.fields} == {*ORDER} - {"journaltitle"}
    assert {key: whole(after[key], form) for key in after} == {key: whole(work, form) for key, work in before.items()}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
@pytest.mark.parametrize("library", ["our own", "made up"])
def test_what_the_site_offers_comes_back_as_the_same_entries(
    form: Format, library: str, generated_library: str
) -> None:
    before = read_library(Source(PATH, OWN if library == "our own" else generated_library)).references
    offered = form.joined(form.write(reference_item(work)) for work in before.values())

    taken = take_in(Library(Source(PATH, ""), {}, (), ()), read_works(offered))

    after = read_library(Source(PATH, taken.text)).references
    assert taken.left_out == ()
    assert {key: whole(after[key], form) for key in after} == {key: whole(work, form) for key, work in before.items()}
