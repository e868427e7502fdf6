"""What leaves the library in another format and comes back is the same work."""

import json
from collections.abc import Callable
from pathlib import Path

import pypandoc
import pytest
import rispy

from evidence.bibliography import PATH, Library, Reference, read_library
from evidence.csl import reference_item
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


def whole(reference: Reference, form: Format) -> object:
    """Give all of an entry that a format can hold. RIS cuts names in two at a comma, so an organisation loses its."""
    names = [
        name._replace(last=name.last.replace(",", "")) if form.suffix == "ris" and name.organisation else name
        for name in reference.authors
    ]
    held = {name: reference.text(name) for name in reference.fields if name != "author"}
    return reference.key, reference.type, names, held


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
