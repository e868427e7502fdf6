"""What leaves the library in another format and comes back is the same work."""

import json
from collections.abc import Callable

import pypandoc
import pytest
import rispy

from evidence.bibliography import Library, Reference, read_library
from evidence.importing.taking import read_works, take_in
from evidence.source import Source

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
